import { useCallback, useEffect, useRef, useState } from 'react'
import { newId } from '@/lib/new-id'
import { readStored, removeStored, writeStored } from '@/lib/stored'
import { NetworkFailure, Problem } from './problem'

const RETRY_MS = 4000

interface Attempt<Body> {
  key: string
  /** What was sent and not answered; null when the key is not in use yet. */
  unanswered: Body | null
}

/** What was sent under a name and is not answered yet, also before a reload; null when nothing waits. */
export function unansweredOf<Body>(name: string): Body | null {
  return readStored<Attempt<Body>>(`attempt:${name}`)?.unanswered ?? null
}

/**
 * `asking`: the same was recorded just now, and the person is asked whether this is another.
 * `done`: recorded. It stays so until the form is gone or opened anew.
 */
export type SubmissionState = 'idle' | 'sending' | 'unanswered' | 'asking' | 'done'

/** Whether something is on its way, so that whoever sends must stay mounted. */
export function isUnderWay(state: SubmissionState): boolean {
  return state === 'sending' || state === 'unanswered'
}

export interface Question<Body> {
  words: string
  body: Body
  /** What was recorded just now. */
  recordedId: string
  canRepeat: boolean
}

/** What is asked after a refusal that says that the same was recorded just now. */
export function questionOf<Body>({ message, extra }: Problem, body: Body): Question<Body> {
  return {
    words: message,
    body,
    recordedId: String(extra.recorded_id),
    canRepeat: extra.can_repeat === true,
  }
}

/** What looks recorded twice, in words, and the two answers. */
export interface Repeated {
  words: string
  /** Null where it cannot be recorded again anyway. */
  another: (() => void) | null
  same: () => void
}

function repeatedOf<Body>(
  { words, body, recordedId, canRepeat }: Question<Body>,
  another: (body: Body) => void,
  same: (recordedId: string) => void,
): Repeated {
  return { words, another: canRepeat ? () => another(body) : null, same: () => same(recordedId) }
}

interface SubmissionOptions<Body, Answer> {
  /** Names the one thing that is recorded, such as a payment on one job, across a reload. */
  name: string
  send: (body: Body, idempotencyKey: string) => Promise<Answer>
  /** False for what must not stay in the tab, such as a password: then only this page tries again, no later one. */
  keepBody?: boolean
  onDone: (answer: Answer, body: Body) => void
  onRefused: (problem: Problem) => void
  /** It was recorded before, and the person meant only that. */
  onSame?: (recordedId: string) => void
}

/** What came of sending once. */
type Outcome<Body, Answer> =
  | { answer: Answer }
  | { question: Question<Body> }
  | { isUnanswered: boolean; problem?: Problem; failure?: unknown }

/** Sends under the key that is kept, and keeps the key until the server has answered. */
async function attempt<Body extends object, Answer>(
  storedAs: string,
  body: Body,
  options: SubmissionOptions<Body, Answer>,
): Promise<Outcome<Body, Answer>> {
  const key = readStored<Attempt<Body>>(storedAs)?.key ?? newId()
  writeStored(storedAs, { key, unanswered: options.keepBody === false ? null : body })
  try {
    const answer = await options.send(body, key)
    removeStored(storedAs)
    return { answer }
  } catch (error) {
    if (error instanceof NetworkFailure) return { isUnanswered: true }
    if (!(error instanceof Problem)) return { isUnanswered: false, failure: error }
    // A refusal recorded nothing, so the key stays good for the next try, unless it was spent before.
    if (error.code === 'idempotency_key_reused') removeStored(storedAs)
    else writeStored(storedAs, { key, unanswered: null })
    if (error.code === 'looks_repeated') return { question: questionOf(error, body) }
    return { isUnanswered: false, problem: error }
  }
}

/** Tries again while no answer has come: at times, and once there is a network again. */
function useRetry(isUnanswered: boolean, again: () => void) {
  const isLeftover = useRef(isUnanswered)
  useEffect(() => {
    if (!isUnanswered) return
    // What a reload interrupted is asked about at once.
    if (isLeftover.current) again()
    isLeftover.current = false
    const timer = setInterval(again, RETRY_MS)
    window.addEventListener('online', again)
    return () => {
      clearInterval(timer)
      window.removeEventListener('online', again)
    }
  }, [isUnanswered, again])
}

/**
 * Sends something that must be recorded exactly once.
 *
 * Each opening of a form has one idempotency key. It is kept in the tab until the server has answered, so neither a
 * double tap, nor a lost connection, nor a reload records it twice. While no answer has come, the same request is sent
 * again by itself; once it is recorded, nothing more is sent until the form is opened anew.
 */
export function useSubmission<Body extends object, Answer>(options: SubmissionOptions<Body, Answer>) {
  const storedAs = `attempt:${options.name}`
  const latest = useRef(options)
  latest.current = options
  // Sending, or recorded: nothing is sent.
  const isClosed = useRef(false)
  const isDone = useRef(false)
  const unanswered = useRef<Body | null>(null)
  const [state, setState] = useState<SubmissionState>(() =>
    unansweredOf(options.name) ? 'unanswered' : 'idle',
  )
  const [question, setQuestion] = useState<Question<Body> | null>(null)

  const markDone = useCallback(() => {
    isDone.current = true
    setState('done')
  }, [])
  const submit = useCallback(
    async (body: Body) => {
      if (isClosed.current) return
      isClosed.current = true
      unanswered.current = body
      const attempted = attempt(storedAs, body, latest.current)
      setQuestion(null)
      setState((before) => (before === 'unanswered' ? before : 'sending'))
      const outcome = await attempted
      if ('answer' in outcome) {
        markDone()
        return latest.current.onDone(outcome.answer, body)
      }
      isClosed.current = false
      if ('question' in outcome) {
        setQuestion(outcome.question)
        return setState('asking')
      }
      setState(outcome.isUnanswered ? 'unanswered' : 'idle')
      if (outcome.problem) latest.current.onRefused(outcome.problem)
      if (outcome.failure !== undefined) throw outcome.failure
    },
    [storedAs, markDone],
  )

  /** A new opening of the same form, or a change of what it holds: what comes now is another thing. */
  const renew = useCallback(() => {
    if (!isDone.current) return
    isDone.current = false
    isClosed.current = false
    setState('idle')
  }, [])

  const sendAgain = useCallback(() => {
    const body = unanswered.current ?? readStored<Attempt<Body>>(storedAs)?.unanswered
    if (body) void submit(body)
  }, [storedAs, submit])
  useRetry(state === 'unanswered', sendAgain)

  const another = (body: Body) => {
    removeStored(storedAs)
    void submit({ ...body, repeat: true })
  }
  const same = (recordedId: string) => {
    removeStored(storedAs)
    setQuestion(null)
    isClosed.current = true
    markDone()
    latest.current.onSame?.(recordedId)
  }
  return { submit, state, repeated: question && repeatedOf(question, another, same), renew }
}
