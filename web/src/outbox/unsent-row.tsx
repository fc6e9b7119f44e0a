import { type ReactNode, useState } from 'react'
import { useNavigate } from 'react-router'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { Button } from '@/components/ui/button'
import { newId } from '@/lib/new-id'
import { useWords, wordsNow } from '@/lib/words'
import { advanceOf } from './advance'
import { bodyOf } from './body'
import { CASH_ORDER } from './cash'
import { countedKinds } from './kinds'
import { dependentsOf, isOfAnother, reasonOf } from './order'
import { type Entry, outbox, useSending, useUnsent } from './outbox'
import { reopen } from './reopened'
import { dayEndOf, dayForm, HAND_OVER_FORM } from './send-cash'
import { isOfWork, JOB_FORM, paymentForm } from './send-job'
import { OUTBOX } from './words'

/** The entries to decide about: what is about a job or a car that is not sent yet stands with that. */
export function headsOf(entries: readonly Entry[]): Entry[] {
  const held = new Set(entries.flatMap((entry) => dependentsOf(entry, entries)))
  return entries.filter((entry) => !held.has(entry))
}

/** One thing that is not sent yet: why, what can be done about it, and what waits for it. */
export function UnsentRow({ entry, onLeave }: { entry: Entry; onLeave?: () => void }) {
  const entries = useUnsent()
  const words = useWords(OUTBOX)
  const isSending = useSending() === entry.id
  const dependents = dependentsOf(entry, entries)
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-3 gap-y-2 py-2">
      <div className="min-w-0 flex-1 basis-56">
        <p className="font-medium text-sm">{entry.label}</p>
        <p className={entry.refusal ? 'text-danger text-sm' : 'text-muted text-sm'}>
          {isSending ? words.beingSent : reasonOf(entry, entries)}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Answers entry={entry} isSending={isSending} onLeave={onLeave} />
        <Discard entry={entry} dependents={dependents} />
      </div>
      {dependents.length > 0 && (
        <ul aria-label={words.goesWith(entry.label)} className="w-full border-s-2 ps-3">
          {dependents.map((dependent) => (
            <li key={dependent.number} className="flex items-center justify-between gap-3">
              <span className="min-w-0 text-sm">{dependent.label}</span>
              <Discard entry={dependent} dependents={[]} />
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}

/** Gives an entry up, and with a job all that is about it: asked twice, for it is recorded nowhere else. */
function Discard({ entry, dependents }: { entry: Entry; dependents: readonly Entry[] }) {
  const words = useWords(OUTBOX)
  const [asked, setAsked] = useState<'once' | 'twice' | null>(null)
  const closed = (question: 'once' | 'twice') => () => setAsked((now) => (now === question ? null : now))
  const withIt = countedKinds(dependents.map(({ kind }) => kind))
  return (
    <>
      <Button
        size="sm"
        variant="ghost"
        className="text-danger"
        aria-haspopup="dialog"
        aria-label={words.discardOf(entry.label)}
        onClick={() => setAsked('once')}
      >
        {words.discard}
      </Button>
      <ConfirmDialog
        open={asked === 'once'}
        onOpenChange={closed('once')}
        title={words.discardIt}
        action={words.discard}
        danger
        onConfirm={async () => setAsked('twice')}
      >
        {lostOf(entry)}
        {withIt && ` ${words.withIt(`${entry.kind === 'job' ? 'what is about this job: ' : ''}${withIt}`)}`}
      </ConfirmDialog>
      <ConfirmDialog
        open={asked === 'twice'}
        onOpenChange={closed('twice')}
        title={words.discardForGoodAsked}
        action={words.discardForGood}
        danger
        onConfirm={() => outbox.discard(entry)}
      >
        {lostWith([entry, ...dependents])}
      </ConfirmDialog>
    </>
  )
}

/** Says where an entry is, before it is given up. */
function lostOf({ label, order, mayBeThere, refusal }: Entry): string {
  const words = wordsNow(OUTBOX)
  if (!mayBeThere || refusal) return words.hereOnly(label)
  return order === CASH_ORDER
    ? `${label} may have reached the server although no answer came. Look at your cash afterwards.`
    : words.mayBeThere(label)
}

/** Says what becomes of the books when entries are given up. */
function lostWith(entries: readonly Entry[]): string {
  if (entries.some(({ kind }) => kind === 'hand-over'))
    return 'If the cash was handed over, the books will say that you still have it.'
  const isMoney = (entry: Entry) => entry.kind === 'payment' || (entry.kind === 'job' && hasAdvance(entry))
  return entries.some(isMoney)
    ? 'If the money was taken, it will be missing from the books.'
    : wordsNow(OUTBOX).enteredAgain
}

function hasAdvance(entry: Entry): boolean {
  return (bodyOf<{ advance_paid?: number }>(entry).advance_paid ?? 0) > 0
}

interface AnswersProps {
  entry: Entry
  isSending: boolean
  onLeave?: () => void
}

/** What somebody can answer to a refusal; another try for all else. */
function Answers({ entry, isSending, onLeave }: AnswersProps) {
  const navigate = useNavigate()
  const words = useWords(OUTBOX)
  const action = (words: string, onClick: () => unknown) => (
    <Action words={words} about={entry.label} isDisabled={isSending} onClick={onClick} />
  )
  const again = (said: object) =>
    outbox.retry(entry, { id: newId(), body: JSON.stringify({ ...bodyOf<object>(entry), ...said }) })
  const go = (to: string) => {
    onLeave?.()
    void navigate(to)
  }
  const extra = entry.refusal?.extra ?? {}
  switch (entry.refusal?.code) {
    case 'looks_repeated':
      return (
        <>
          {action('It was the same', () => outbox.giveUpFor(entry, String(extra.recorded_id)))}
          {extra.can_repeat === true && action('Record another', () => again({ repeat: true }))}
        </>
      )
    case 'already_open': {
      const open = extra.open_job as { id: string }
      return (
        <>
          {action('Use the open job', async () => {
            await outbox.giveUpFor(entry, open.id, advanceOf(entry, open.id))
            go(`/jobs/${open.id}`)
          })}
          {action('Start another job', () => again({ another: true }))}
        </>
      )
    }
    case 'stale_version': {
      const current = extra.current as { status: string } | undefined
      return (
        <>
          {!isOfWork(entry) && action('Open the job', () => go(`/jobs/${entry.jobId}`))}
          {current && action(words.changeAnyway, () => again({ from_status: current.status }))}
        </>
      )
    }
  }
  // Nothing that could be typed mends that.
  const form = isOfAnother(entry) ? null : formOf(entry)
  if (entry.refusal && form && entry.typed) {
    return action('Change', () => {
      reopen(form.name, entry)
      go(form.path)
    })
  }
  return action(words.tryAgain, () => outbox.retry(entry))
}

/** The form that an entry was typed into, and where that is; null for what was typed into none. */
function formOf(entry: Entry): { name: string; path: string } | null {
  const { kind, jobId } = entry
  const end = dayEndOf(entry)
  if (end) return { name: dayForm(end), path: `/money/day/${end}` }
  switch (kind) {
    case 'job':
      return { name: JOB_FORM, path: '/jobs/new' }
    case 'payment':
      return { name: paymentForm(jobId), path: `/jobs/${jobId}?open=payment` }
    case 'hand-over':
      return { name: HAND_OVER_FORM, path: '/money/cash' }
    default:
      return null
  }
}

interface ActionProps {
  words: string
  about: string
  isDisabled: boolean
  onClick: () => unknown
}

function Action({ words, about, isDisabled, onClick }: ActionProps): ReactNode {
  return (
    <Button
      size="sm"
      variant="outline"
      disabled={isDisabled}
      aria-label={`${words}: ${about}`}
      onClick={() => void onClick()}
    >
      {words}
    </Button>
  )
}
