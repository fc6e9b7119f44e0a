import { refusalSentence } from '@/api/problem'
import { wordsNow } from '@/lib/words'
import { movesCash } from './cash'
import { KINDS } from './kinds'
import type { Entry } from './store'
import { OUTBOX } from './words'

const LONGEST_WAIT_MS = 60_000
const FIRST_PAUSE_MS = 1000
const LONGEST_PAUSE_MS = 60_000
/** All orders: the network. */
export const EVERYTHING = '*'

/** How long to wait after so many tries that failed: twice as long each time, and not all devices at once. */
export function pauseAfter(failures: number, random = Math.random()): number {
  const longest = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(failures, 10), LONGEST_PAUSE_MS)
  return longest * (0.5 + random / 2)
}

/** Says why an entry is not sent, in a sentence. */
export function reasonOf(entry: Entry, entries: readonly Entry[]): string {
  const words = wordsNow(OUTBOX)
  if (entry.refusal) {
    const said = refusalSentence(entry.refusal.code, entry.refusal.sentence)
    return isOfAnother(entry) ? `${said} ${words.ofAnother}` : said
  }
  const first = holderOf(entry, entries)
  if (first?.refusal) return words.waitsFor(first.label)
  return entry.attempts > 0 ? words.noAnswer : words.waits
}

/** Whether the server refused it for want of the job: somebody else has it since, where each sees his own. */
export function isOfAnother({ refusal, jobId }: Entry): boolean {
  return refusal?.code === 'not_found' && jobId !== ''
}

/** What can only be sent after an entry: with a job, all that is about it; with a count or a car, its photo. */
export function dependentsOf({ kind, jobId, id }: Entry, entries: readonly Entry[]): Entry[] {
  return entries.filter(
    (other) => other.about.after === id || (kind === 'job' && other.jobId === jobId && other.id !== id),
  )
}

/**
 * What must be sent before an entry: what came before it in its order, the job, the car or the count that it is about,
 * where cash is counted whatever moved some, and the photos that it says are there.
 */
function holderOf(entry: Entry, entries: readonly Entry[]): Entry | undefined {
  return entries.find((other) => other.number < entry.number && holds(other, entry))
}

function holds(earlier: Entry, entry: Entry): boolean {
  if (earlier.id === entry.about.after) return true
  if (earlier.kind === 'job' && earlier.jobId === entry.jobId) return true
  const isGoing = earlier.refusal === null
  if (earlier.kind === 'photo' && earlier.jobId === entry.jobId && KINDS[entry.kind].needsPhotos)
    return isGoing
  if (earlier.order === entry.order) return isGoing || KINDS[earlier.kind].holdsUp
  // A count is of what was taken before it, and of nothing that came after it. What was taken after one that is refused
  // need not wait for a new one.
  if (KINDS[entry.kind].countsCash) return movesCash(earlier)
  return KINDS[earlier.kind].countsCash && isGoing && movesCash(entry)
}

/** The entry to be sent now and, without one, how long to wait: the oldest of an order before all others of it. */
export function nextOf(
  entries: readonly Entry[],
  pausedUntil: ReadonlyMap<string, number>,
  at: number,
): [Entry | null, number] {
  const waiting = entries.filter((entry) => entry.refusal === null && !holderOf(entry, entries))
  const until = (entry: Entry) =>
    Math.max(pausedUntil.get(entry.order) ?? 0, pausedUntil.get(EVERYTHING) ?? 0)
  const due = waiting.find((entry) => until(entry) <= at)
  if (due) return [due, 0]
  const soonest = Math.min(...waiting.map((entry) => until(entry) - at), LONGEST_WAIT_MS)
  return [null, Math.max(soonest, 50)]
}
