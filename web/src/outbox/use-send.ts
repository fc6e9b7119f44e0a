import { useCallback, useRef, useState } from 'react'
import { toast } from 'sonner'
import { NetworkFailure, Problem, sentence } from '@/api/problem'
import { type Question, questionOf, type Repeated, type SubmissionState } from '@/api/use-submission'
import { newId } from '@/lib/new-id'
import { wordsNow } from '@/lib/words'
import { bodyOf } from './body'
import { outbox } from './outbox'
import { reopenedEntry, settleReopened } from './reopened'
import type { Entry, NewEntry } from './store'
import { OUTBOX } from './words'

interface SendOptions<Body, Answer> {
  /** Names the form, so that what is refused later comes back into it. */
  name: string
  /** Says how a body is sent, as what has this id. */
  entryOf: (body: Body, id: string) => NewEntry
  /** What is kept with it and sent after it. */
  withIt?: (entry: NewEntry) => NewEntry[]
  /** The server has recorded it. */
  onDone: (answer: Answer, body: Body, entry: Entry) => void
  /** No answer yet: it is kept on this device, and sent by itself. */
  onKept: (body: Body, entry: Entry) => void
  onRefused: (problem: Problem) => void
  /** It was recorded before, and the person meant only that. */
  onSame?: (recordedId: string) => void
}

/** What a form does with what becomes of what it sends. */
export interface SendCallbacks<Body, Answer>
  extends Pick<SendOptions<Body, Answer>, 'onDone' | 'onKept' | 'onRefused' | 'onSame'> {
  /** What was typed, for the form to show it again when the server refuses it later. */
  typed: () => unknown
}

/**
 * Sends what must be recorded exactly once, through the outbox: kept on this device first, then sent. The server is
 * waited for, and what it refuses is shown in the form; where no answer comes, it is kept and sent by itself.
 */
export function useSend<Body extends object, Answer>(options: SendOptions<Body, Answer>) {
  const latest = useRef(options)
  latest.current = options
  // Sending, or recorded: nothing is sent.
  const isClosed = useRef(false)
  const isDone = useRef(false)
  // The same record, however often its form is sent.
  const recordId = useRef<string | null>(null)
  const [state, setState] = useState<SubmissionState>('idle')
  const [question, setQuestion] = useState<Question<Body> | null>(null)

  const submit = useCallback(async (body: Body) => {
    if (isClosed.current) return
    isClosed.current = true
    setQuestion(null)
    setState('sending')
    const { name, entryOf, withIt, onDone, onKept, onRefused } = latest.current
    const replaced = reopenedEntry(name)
    recordId.current ??= replaced ? idOf(replaced) : newId()
    try {
      const entry = entryOf(body, recordId.current)
      const posted = await outbox.post(entry, replaced, withIt?.(entry))
      settleReopened(name)
      recordId.current = null
      isDone.current = true
      setState('done')
      if (posted.kind === 'sent') return onDone(posted.answer as Answer, body, posted.entry)
      tellKept(posted.entry)
      onKept(body, posted.entry)
    } catch (error) {
      isClosed.current = false
      if (error instanceof Problem && error.code === 'looks_repeated') {
        setQuestion(questionOf(error, body))
        setState('asking')
        return
      }
      setState('idle')
      if (error instanceof Problem) onRefused(error)
      // Only where this browser keeps nothing.
      else if (error instanceof NetworkFailure) toast.error('Not recorded', { description: sentence(error) })
      else throw error
    }
  }, [])

  /** A new opening of the same form, or a change of what it holds: what comes now is another thing. */
  const renew = useCallback(() => {
    if (!isDone.current) return
    isDone.current = false
    isClosed.current = false
    setState('idle')
  }, [])

  const repeated: Repeated | null = question && {
    words: question.words,
    another: question.canRepeat ? () => void submit({ ...question.body, repeat: true }) : null,
    same: () => {
      const reopened = reopenedEntry(options.name)
      settleReopened(options.name)
      if (reopened) void outbox.giveUpFor(reopened, question.recordedId)
      setQuestion(null)
      isClosed.current = true
      isDone.current = true
      setState('done')
      latest.current.onSame?.(question.recordedId)
    },
  }
  return { submit, state, repeated, renew }
}

/** Says that something is kept here, and will be sent. */
export function tellKept({ label }: Entry) {
  const words = wordsNow(OUTBOX)
  toast(words.notSentYet, { description: words.kept(label) })
}

/** The id of what an entry records; a new one for what the server names. */
function idOf(entry: Entry): string {
  return bodyOf<{ id?: string }>(entry).id ?? newId()
}
