import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { api, type Schemas, unwrap } from '@/api/client'
import { sentence } from '@/api/problem'
import { isUnderWay, useSubmission } from '@/api/use-submission'
import { Notice } from '@/components/field'
import { Form } from '@/components/form'
import { NoteCount } from '@/components/note-count'
import { useNothingCounted } from '@/components/nothing-counted'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { useFormats } from '@/domain/formats'
import { keepCashPhoto } from '@/features/evidence/send-photo'
import { TakePhoto } from '@/features/evidence/take-photo'
import { now } from '@/lib/clock'
import { countTotal, type NoteCount as Pieces } from '@/lib/denominations'
import { useTyped } from '@/lib/use-draft'
import { type AskedCount, askedCountQuery, type Tally } from './queries'
import { TallyView } from './tally-view'

const EMPTY: { count: Pieces } = { count: {} }

interface CountAskedProps {
  count: AskedCount
  /** False once the server waits for it no more: it was made elsewhere, or its time is over. */
  isWaitedFor: boolean
  onDone: () => void
}

/** The only page there is while somebody is asked to count: the notes, the time that is left, then the result. */
export default function CountAsked({ count: asked, isWaitedFor, onDone }: CountAskedProps) {
  const { currency, decimals, money } = useFormats()
  const { typed, type, forget } = useTyped(`count-${asked.id}`, EMPTY)
  const { count } = typed
  const [refusal, setRefusal] = useState<string | null>(null)
  const [tally, setTally] = useState<Tally | null>(null)
  const [photo, setPhoto] = useState<File | null>(null)
  const nothing = useNothingCounted('you have no cash at all')
  const sum = countTotal(count, decimals)
  const left = useSecondsUntil(asked.due_at)
  const submission = useAnswer(asked.id, {
    onCounted: (id, made) => {
      if (photo) void keepCashPhoto(photo, 'count', id)
      forget()
      setTally(made)
    },
    onRefused: setRefusal,
  })
  const isBusy = submission.state !== 'idle'
  if (tally) {
    return (
      <EndCard title="Counted" onDone={onDone}>
        <TallyView tally={tally} />
      </EndCard>
    )
  }
  const isOver = left === 0 || (!isWaitedFor && !isUnderWay(submission.state))
  if (isOver) {
    return (
      <EndCard title="This count is over" onDone={onDone}>
        <p className="text-muted text-sm">
          {refusal ?? 'It was not done within ten minutes. The owner sees that.'}
        </p>
      </EndCard>
    )
  }
  return (
    <Form
      className="mx-auto max-w-xl"
      onSubmit={(event) => {
        event.preventDefault()
        setRefusal(null)
        if (nothing.maySend(sum)) void submission.submit({ count, currency })
      }}
    >
      <Card className="space-y-4 p-4">
        <CountHead left={left} />
        {refusal && <Notice>{refusal}</Notice>}
        {nothing.question(sum)}
        {submission.state === 'unanswered' && (
          <Notice tone="warning">
            No answer from the server yet. We keep trying; it cannot be recorded twice.
          </Notice>
        )}
        <fieldset disabled={isBusy}>
          <legend className="sr-only">Notes and coins that you have</legend>
          <NoteCount value={count} onChange={(changed) => type({ count: changed })} showsTotal />
          <div className="mt-4">
            <TakePhoto photo={photo} onTake={setPhoto} />
          </div>
        </fieldset>
      </Card>
      <div className="z-10 bg-background py-2 max-lg:sticky max-lg:bottom-0">
        <Button type="submit" variant="primary" size="lg" className="w-full" busy={isBusy}>
          I counted {money(sum)}
        </Button>
      </div>
    </Form>
  )
}

/** The seconds that are left until an instant, by the clock here. */
function useSecondsUntil(instant: string): number {
  const left = () => Math.max(0, Math.floor((Date.parse(instant) - now().getTime()) / 1000))
  const [seconds, setSeconds] = useState(left)
  // biome-ignore lint/correctness/useExhaustiveDependencies: begun anew only for another instant
  useEffect(() => {
    const timer = setInterval(() => setSeconds(left()), 1000)
    return () => clearInterval(timer)
  }, [instant])
  return seconds
}

interface AnswerOptions {
  onCounted: (id: string, tally: Tally | null) => void
  onRefused: (words: string) => void
}

/** Sends what was counted, exactly once. */
function useAnswer(countId: string, { onCounted, onRefused }: AnswerOptions) {
  const client = useQueryClient()
  return useSubmission({
    name: `count-${countId}`,
    send: (body: Schemas['Counted'], key) =>
      unwrap(
        api.POST('/api/custody/counts/{count_id}/answer', {
          body,
          params: { path: { count_id: countId }, header: { 'Idempotency-Key': key } },
        }),
      ),
    onDone: ({ count: { id, tally } }) => onCounted(id, tally),
    onRefused: (problem) => {
      onRefused(sentence(problem))
      void client.invalidateQueries({ queryKey: askedCountQuery.queryKey })
    },
  })
}

function EndCard({ title, onDone, children }: { title: string; onDone: () => void; children: ReactNode }) {
  return (
    <Card className="mx-auto max-w-xl space-y-4 p-4">
      <h1 className="text-2xl">{title}</h1>
      {children}
      <Button variant="primary" size="lg" className="w-full" onClick={onDone}>
        Back to work
      </Button>
    </Card>
  )
}

function CountHead({ left }: { left: number }) {
  return (
    <>
      <header className="flex items-baseline justify-between gap-4">
        <h1 className="text-2xl">Count your cash now</h1>
        <span className="figure text-warning text-xl" role="timer" aria-label="Time left">
          {Math.floor(left / 60)}:{String(left % 60).padStart(2, '0')}
        </span>
      </header>
      <p className="text-muted text-sm">
        Count all the garage’s cash that you have, the float too. It is compared with the book, and the result
        stands. Payments by others go on meanwhile.
      </p>
    </>
  )
}
