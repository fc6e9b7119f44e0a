import { daysBetween, shownDay } from '@/lib/days'
import type { ServiceReminder } from './queries'

type Due = Pick<ServiceReminder, 'due_on' | 'due_km' | 'expected_on'>

/** Says when something is due: "by 29 May or at 50,000 km, about 12 Mar". */
export function dueWords(due: Due, today: string, count: (number: number) => string): string {
  const { due_on: day, due_km: km, expected_on: expected } = due
  const limits = [day && `by ${shownDay(day, today)}`, km && `at ${count(km)} km`]
    .filter(Boolean)
    .join(' or ')
  return km && expected !== day ? `${limits}, about ${shownDay(expected, today)}` : limits
}

/** Says after how long something is due again: "6 months or 10,000 km". */
export function intervalWords(
  { months, km }: { months: number | null; km: number | null },
  count: (number: number) => string,
): string {
  return [months !== null && `${months} months`, km !== null && `${count(km)} km`]
    .filter(Boolean)
    .join(' or ')
}

/** Says how late it is; null while it is not. */
export function lateWords({ expected_on: expected }: Due, today: string): string | null {
  const late = daysBetween(expected, today)
  if (late <= 0) return null
  return late === 1 ? '1 day late' : `${late} days late`
}
