import type { DeadTask, Verification } from './queries'

/** Longer ago than this the check of the books has stopped, for it runs every hour. */
const LATE_MS = 2 * 24 * 60 * 60 * 1000

// What could not be done, by its kind, and what that means for the garage.
const TASKS: Record<string, { title: string; effect: string }> = {
  paper_file: {
    title: 'The PDF of an invoice or receipt was not made',
    effect: 'The document is issued and its amounts are right. Its PDF is made when you open it, or now.',
  },
}

/** What could not be done, in the words of a garage. */
export function taskWords({ kind }: DeadTask): { title: string; effect: string } {
  const known = TASKS[kind]
  if (known) return known
  const words = kind.replaceAll('_', ' ')
  return {
    title: `${words.charAt(0).toUpperCase()}${words.slice(1)} could not be done`,
    effect: 'Your jobs, payments and cash are not affected.',
  }
}

/** Why it could not be done, without the name that programmers give the error. */
export function reasonOf({ error }: DeadTask): string {
  return error.replace(/^\w+: */, '').trim() || 'It was interrupted each time.'
}

export type BooksState = 'never' | 'agrees' | 'late' | 'differs'

/** How the books stand by their last check. */
export function booksState({ checked_at, agrees }: Verification, now: Date): BooksState {
  if (checked_at === null) return 'never'
  if (!agrees) return 'differs'
  return now.getTime() - Date.parse(checked_at) > LATE_MS ? 'late' : 'agrees'
}
