import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation, useNavigate, useParams } from 'react-router'
import { toast } from 'sonner'
import { Field, Notice } from '@/components/field'
import { Form } from '@/components/form'
import { NoteCount } from '@/components/note-count'
import { useNothingCounted } from '@/components/nothing-counted'
import { PageHeader } from '@/components/page-header'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Textarea } from '@/components/ui/input'
import { useFormats } from '@/domain/formats'
import { cashPhotoEntry, keepCashPhoto } from '@/features/evidence/send-photo'
import { TakePhoto } from '@/features/evidence/take-photo'
import { countTotal, type NoteCount as Pieces } from '@/lib/denominations'
import { useTyped } from '@/lib/use-draft'
import { reopenedEntry } from '@/outbox/reopened'
import { type DayEnd, dayForm, useSendDay } from '@/outbox/send-cash'

/** Counting the cash at the beginning or the end of a day. */
export function Component() {
  const isOpening = useParams().what === 'open'
  // What the server would not take comes back into the form, which then begins anew.
  const { key } = useLocation()
  return (
    <>
      <PageHeader
        title={isOpening ? 'Open the day' : 'Close the day'}
        back={{ to: '/money/cash', label: 'Cash' }}
        note={
          isOpening
            ? 'Count all cash in your drawer. What is more than your takings is the float.'
            : 'Count all cash that you have, the float too.'
        }
      />
      <CountDay key={key} end={isOpening ? 'open' : 'close'} />
    </>
  )
}

const NOTHING: Pieces = {}
const EMPTY = { count: NOTHING, reason: '', day: '' }

function CountDay({ end }: { end: DayEnd }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const { currency, decimals, money, today } = useFormats()
  const name = dayForm(end)
  const { typed, type, forget } = useTyped(name, EMPTY)
  // What was counted on another day says nothing of this one.
  const { count, reason } = typed.day && typed.day !== today() ? EMPTY : typed
  const enter = (changed: Partial<typeof EMPTY>) => type({ count, reason, day: today(), ...changed })
  const [photo, setPhoto] = useState<File | null>(null)
  const nothing = useNothingCounted('you have no cash at all')
  const sum = countTotal(count, decimals)
  // What the server said of it when it was sent later.
  const [refusal, setRefusal] = useState<{ code: string; words: string } | null>(() => {
    const said = reopenedEntry(name)?.refusal
    return said ? { code: said.code, words: said.sentence } : null
  })
  const leave = () => {
    forget()
    navigate('/money/cash')
  }
  const submission = useSendDay(end, {
    typed: () => ({ count, reason }),
    // Until the day has its name it is called as the count is here.
    photoOf: (entryId) => (photo ? [cashPhotoEntry(photo, 'day', entryId, entryId)] : []),
    onDone: ({ message, day }, _, { number }) => {
      // Where this browser keeps nothing, the photo is not kept either, and says so.
      if (photo && number === 0) void keepCashPhoto(photo, 'day', day.id)
      toast.success(message)
      void client.invalidateQueries({ queryKey: ['settlements'] })
      leave()
    },
    onKept: leave,
    onRefused: ({ code, message }) => setRefusal({ code, words: message }),
  })
  const isBusy = submission.state !== 'idle'
  const needsReason = refusal?.code === 'difference_unexplained'
  return (
    <Form
      className="max-w-xl"
      onSubmit={(event) => {
        event.preventDefault()
        setRefusal(null)
        if (!nothing.maySend(sum)) return
        void submission.submit({ count, currency, reason: reason.trim() || null, day: today() })
      }}
    >
      <Card className="space-y-4 p-4">
        {refusal && <Notice tone={needsReason ? 'warning' : 'danger'}>{refusal.words}</Notice>}
        {nothing.question(sum)}
        <fieldset disabled={isBusy}>
          <legend className="sr-only">Notes and coins that you have</legend>
          {(needsReason || reason) && (
            <ReasonField reason={reason} onType={(text) => enter({ reason: text })} />
          )}
          <NoteCount value={count} onChange={(changed) => enter({ count: changed })} showsTotal />
          <div className="mt-4">
            <TakePhoto photo={photo} onTake={setPhoto} />
          </div>
        </fieldset>
      </Card>
      <div className="z-10 bg-background py-2 max-lg:sticky max-lg:bottom-(--bar)">
        <Button type="submit" variant="primary" size="lg" className="w-full" busy={isBusy}>
          {end === 'open' ? 'Open the day' : 'Close the day'} with {money(sum)}
        </Button>
      </div>
    </Form>
  )
}

function ReasonField({ reason, onType }: { reason: string; onType: (reason: string) => void }) {
  return (
    <Field label="Why it differs" className="mb-4">
      {(control) => (
        <Textarea
          {...control}
          rows={2}
          maxLength={500}
          value={reason}
          onChange={({ target }) => onType(target.value)}
        />
      )}
    </Field>
  )
}
