import type { DeadTask, Verification } from './queries'

/** Longer ago than this the check of the books has stopped, for it runs every hour. */
const LATE_MS = 2 * 24 * 60 * 60 * 1000

// What could not be done, by its kind, and what that means for the garage.
const TASKS: Record<string, { title: string; effect: string }> = {
  announce: {
    title: 'Messages about something that happened were not written',
    effect: 'Nobody was written to about it. What happened is recorded.',
  },
  send_message: {
    title: 'A message was not sent',
    effect: 'It stands under Messages. Whoever it is for may not have got it.',
  },
  remind: {
    title: 'Reminders to customers who owe were not all sent',
    effect: 'Trying again reminds those who are left. Nobody is reminded twice.',
  },
  push: {
    title: 'A notification was not sent',
    effect: 'What it was about is recorded all the same.',
  },
  send_push: {
    title: 'A notification did not reach a device',
    effect: 'What it was about is recorded all the same.',
  },
  channel_stopped: {
    title: 'You were not told by e-mail that messages have stopped',
    effect: 'Messages in the settings say whether they have, and why.',
  },
  invitation: {
    title: 'An invite code was not e-mailed',
    effect: 'The code is good all the same: hand it on yourself.',
  },
  password_link: {
    title: 'A link for a new password was not e-mailed',
    effect: 'The member still waits for it. You can also hand him a link yourself.',
  },
  look_at_cash: {
    title: 'Cash in hand was not compared with its limits',
    effect: 'Your cash is right. Whoever holds too much of it may not be asked about yet.',
  },
  cash_count_due: {
    title: 'A cash count that is over was not looked at',
    effect: 'Your cash is right. You may not have been told that a count was missed.',
  },
  forget_photo: {
    title: 'A deleted photo was not removed for good',
    effect: 'Nobody can see it, but it still takes up room.',
  },
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
