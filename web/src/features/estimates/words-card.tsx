import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Link } from 'react-router'
import { toast } from 'sonner'
import { sentence } from '@/api/problem'
import { useSubmission } from '@/api/use-submission'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { Field } from '@/components/field'
import { ErrorState } from '@/components/states'
import { SubmissionDialog } from '@/components/submission-dialog'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { Textarea } from '@/components/ui/input'
import { useFormats } from '@/domain/formats'
import { METHOD_WORDS } from '@/domain/payment-labels'
import { inSentence } from '@/lib/days'
import { newId } from '@/lib/new-id'
import { useTyped } from '@/lib/use-draft'
import { resolveWord, showWord, type Word, wordsQuery } from './queries'
import { DIFFERS } from './service-words'

/** What customers said to the owner alone: payments that differ, and how they found the work. */
export function WordsCard() {
  const { data, error, refetch } = useQuery(wordsQuery)
  const [resolving, setResolving] = useState<Word | null>(null)
  const [showing, setShowing] = useState<Word | null>(null)
  const open = data?.filter(({ is_open: isOpen }) => isOpen).length ?? 0
  return (
    <Card>
      <CardHead title="What customers say" note={open > 0 ? `${open} open` : undefined} />
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} className="py-6" />
      ) : data?.length === 0 ? (
        <p className="px-4 py-3 text-muted text-sm">
          Nothing yet. When a customer says that a payment was different, you read it here, and nobody else
          does.
        </p>
      ) : (
        <ul className="divide-y" aria-label="What customers say">
          {data?.map((word) => (
            <li key={word.id}>
              <WordRow word={word} onResolve={() => setResolving(word)} onShow={() => setShowing(word)} />
            </li>
          ))}
        </ul>
      )}
      {resolving && <Resolve word={resolving} onClose={() => setResolving(null)} />}
      {showing && <Show word={showing} onClose={() => setShowing(null)} />}
    </Card>
  )
}

interface WordRowProps {
  word: Word
  onResolve: () => void
  onShow: () => void
}

function WordRow({ word, onResolve, onShow }: WordRowProps) {
  const { money, dayTime } = useFormats()
  const { payment } = word
  return (
    <div className="space-y-1 px-4 py-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="font-medium">
          {word.job_id === null ? (
            word.vehicle_number
          ) : (
            <Link to={`/jobs/${word.job_id}`} className="tap underline underline-offset-4">
              {word.vehicle_number}
            </Link>
          )}{' '}
          {word.customer_name}
        </p>
        {word.is_open ? <Badge tone="danger">Open</Badge> : <Badge tone="success">Done</Badge>}
      </div>
      {word.differs && <p className="text-danger">{DIFFERS[word.differs]}</p>}
      {word.kind === 'no_job' && <p className="text-danger">Is at the garage, and no job was open</p>}
      {word.rating !== null && <p>{word.rating} of 5</p>}
      {word.text && <p className="whitespace-pre-line break-words">{word.text}</p>}
      {payment && (
        <p className="text-muted text-sm">
          Recorded: <span className="figure">{money(payment.amount)}</span> {METHOD_WORDS[payment.method]},{' '}
          {inSentence(dayTime(payment.payment_date))}
          {payment.collected_by_name ? `, by ${payment.collected_by_name}` : ''}
        </p>
      )}
      <p className="text-muted text-sm">
        Said {inSentence(dayTime(word.at))}
        {word.resolution ? `. ${word.resolved_by_name ?? 'Owner'}: ${word.resolution}` : ''}
      </p>
      <div className="flex flex-wrap items-center gap-2">
        {word.is_open && (
          <Button size="sm" variant="outline" onClick={onResolve}>
            Mark as done
          </Button>
        )}
        {word.job_id !== null && word.kind !== 'right' && word.shown_at === null && (
          <Button size="sm" variant="outline" onClick={onShow}>
            Show on the job
          </Button>
        )}
        {word.shown_at !== null && <p className="text-muted text-sm">Shown on the job</p>}
      </div>
    </div>
  )
}

function Show({ word, onClose }: { word: Word; onClose: () => void }) {
  const client = useQueryClient()
  const [key] = useState(newId)
  const show = async () => {
    const { message } = await showWord(word.id, key)
    await client.invalidateQueries({ queryKey: ['estimates'] })
    toast.success(message)
  }
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Show it on the job?"
      action="Show on the job"
      onConfirm={show}
    >
      Whoever has this job, such as its manager, can read it there from now on. It cannot be hidden again.
    </ConfirmDialog>
  )
}

function Resolve({ word, onClose }: { word: Word; onClose: () => void }) {
  const client = useQueryClient()
  const { typed, type, forget } = useTyped(`word:${word.id}`, { note: '' })
  const { note } = typed
  const close = () => {
    forget()
    onClose()
  }
  const [refusal, setRefusal] = useState<string | null>(null)
  const submission = useSubmission({
    name: `word:${word.id}`,
    send: (body: { note: string }, key) => resolveWord(word.id, body.note, key),
    onDone: () => {
      void client.invalidateQueries({ queryKey: wordsQuery.queryKey })
      toast.success('Marked as done')
      close()
    },
    onRefused: (problem) => setRefusal(sentence(problem)),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (note.trim() === '') return setRefusal('Say what came of it.')
    void submission.submit({ note: note.trim() })
  }
  return (
    <SubmissionDialog
      title="Mark as done"
      description={`${[word.customer_name, word.vehicle_number].filter(Boolean).join(', ')}. What you write is kept with your name.`}
      state={submission.state}
      refusal={refusal}
      action="Mark as done"
      onSubmit={submit}
      onClose={close}
    >
      <Field label="What came of it">
        {(control) => (
          <Textarea
            {...control}
            maxLength={500}
            value={note}
            onChange={(event) => type({ note: event.target.value })}
          />
        )}
      </Field>
    </SubmissionDialog>
  )
}
