import { useCallback, useEffect, useRef, useState } from 'react'
import { NetworkFailure, Problem } from '@/api/problem'
import { readStored, removeStored, writeStored } from './stored'

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

export type SubmissionState = 'idle' | 'sending' | 'unanswered'

interface SubmissionOptions<Body, Answer> {
  /** Names the one thing that is recorded, such as a payment on one job, across a reload. */
  name: string
  send: (body: Body, idempotencyKey: string) => Promise<Answer>
  /** False for what must not stay in the tab, such as a password: then only this page tries again, no later one. */
  keepBody?: boolean
  onDone: (answer: Answer, body: Body) => void
  onRefused: (problem: Problem) => void
}

/**
 * Sends something that must be recorded exactly once.
 *
 * The idempotency key is kept in the tab until the server has answered, so neither a double tap, nor a lost
 * connection, nor a reload records it twice. While no answer has come, the same request is sent again by itself.
 */
export function useSubmission<Body, Answer>(options: SubmissionOptions<Body, Answer>) {
  const storedAs = `attempt:${options.name}`
  const latest = useRef(options)
  latest.current = options
  const sending = useRef(false)
  const unanswered = useRef<Body | null>(null)
  const [state, setState] = useState<SubmissionState>(() =>
    unansweredOf(options.name) ? 'unanswered' : 'idle',
  )
  const isLeftover = useRef(state === 'unanswered')

  const submit = useCallback(
    async (body: Body) => {
      if (sending.current) return
      sending.current = true
      const key = readStored<Attempt<Body>>(storedAs)?.key ?? crypto.randomUUID()
      unanswered.current = body
      writeStored(storedAs, { key, unanswered: latest.current.keepBody === false ? null : body })
      setState((before) => (before === 'unanswered' ? before : 'sending'))
      try {
        const answer = await latest.current.send(body, key)
        removeStored(storedAs)
        setState('idle')
        latest.current.onDone(answer, body)
      } catch (error) {
        if (error instanceof NetworkFailure) {
          setState('unanswered')
        } else if (error instanceof Problem) {
          // A refusal recorded nothing, so the key stays good for the next try, unless it was spent before.
          if (error.code === 'idempotency_key_reused') removeStored(storedAs)
          else writeStored(storedAs, { key, unanswered: null })
          setState('idle')
          latest.current.onRefused(error)
        } else {
          setState('idle')
          throw error
        }
      } finally {
        sending.current = false
      }
    },
    [storedAs],
  )

  useEffect(() => {
    if (state !== 'unanswered') return
    const again = () => {
      const body = unanswered.current ?? readStored<Attempt<Body>>(storedAs)?.unanswered
      if (body) void submit(body)
    }
    // What a reload interrupted is asked about at once.
    if (isLeftover.current) again()
    isLeftover.current = false
    const timer = setInterval(again, RETRY_MS)
    window.addEventListener('online', again)
    return () => {
      clearInterval(timer)
      window.removeEventListener('online', again)
    }
  }, [state, storedAs, submit])

  return { submit, state }
}
