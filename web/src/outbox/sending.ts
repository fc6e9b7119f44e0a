import { hearRefusal } from '@/api/client'
import { Problem } from '@/api/problem'
import { shrinkPicture } from '@/lib/shrink-picture'
import { pauseAfter } from './order'
import { type Entry, putEntry, type Refusal } from './store'

const LONGEST_SEND_MS = { picture: 180_000, words: 30_000 }
// Not the fault of what was sent: another try may do.
const PASSING = [408, 425, 429]

export type Outcome =
  | { kind: 'sent'; answer: unknown }
  /** It is tried again; `everything` else waits, too, when it is not this entry's fault, and `session` says why nobody is
   * logged in for it. */
  | { kind: 'later'; pauseMs: number; everything: boolean; mayBeThere: boolean; session?: Refusal }
  | { kind: 'refused'; refusal: Refusal }

/** The entry as it is sent each time, made small first where it is a picture. */
export async function prepared(entry: Entry): Promise<Entry> {
  if (!entry.isToShrink || typeof entry.body === 'string') return entry
  const ready = { ...entry, body: await shrinkPicture(entry.body), isToShrink: false }
  await putEntry(ready)
  return ready
}

/** Sends an entry in the name of who made it, and says what became of it. */
export async function send(entry: Entry, signal: AbortSignal): Promise<Outcome> {
  const [userId = '', workshopId = ''] = entry.owner.split(' ')
  const { body } = entry
  const isWords = typeof body === 'string'
  const wasOnline = navigator.onLine
  const later = (everything: boolean, mayBeThere: boolean, leastMs = 0) => ({
    kind: 'later' as const,
    pauseMs: Math.max(leastMs, pauseAfter(entry.attempts)),
    everything,
    mayBeThere: mayBeThere || entry.mayBeThere,
  })
  try {
    const response = await fetch(entry.request.path, {
      method: entry.request.method,
      body,
      credentials: 'same-origin',
      signal: AbortSignal.any([
        signal,
        AbortSignal.timeout(isWords ? LONGEST_SEND_MS.words : LONGEST_SEND_MS.picture),
      ]),
      headers: {
        'Content-Type': isWords ? 'application/json' : body.type || 'application/octet-stream',
        'Idempotency-Key': entry.id,
        'X-Client': 'revops-web',
        'X-Signed-In-As': userId,
        'X-Workshop': workshopId,
      },
    })
    if (response.ok) return { kind: 'sent', answer: await response.json() }
    const problem = Problem.from(await response.json().catch(() => null), response)
    hearRefusal(problem)
    // Until whose it is logs in here again.
    if (problem.status === 401 || problem.code === 'signed_in_as_another')
      return { ...later(true, false), session: refusalOf(problem) }
    const leastMs = (problem.retryAfterSeconds ?? 0) * 1000
    if (problem.status >= 500) return later(false, true, leastMs)
    if (PASSING.includes(problem.status)) return later(false, false, leastMs)
    return { kind: 'refused', refusal: refusalOf(problem) }
  } catch (error) {
    if (signal.aborted) throw error
    // What could not leave is certain to be here only.
    return later(true, wasOnline)
  }
}

function refusalOf({ status, code, message, fields, extra }: Problem): Refusal {
  return { status, code, sentence: message, fields, extra }
}

/** The refusal as what a call to the server throws, for the form that shows it. */
export function problemOf({ status, code, sentence, fields, extra }: Refusal): Problem {
  return new Problem(status, code as Problem['code'], sentence, fields, extra, null, null)
}
