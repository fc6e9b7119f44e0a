import type { Holder } from './queries'

const HOUR_MS = 3_600_000

/** How long something has been held, in words: "3 days", "5 hours". */
export function heldFor(since: string, at: string): string {
  const hours = Math.floor((Date.parse(at) - Date.parse(since)) / HOUR_MS)
  if (hours < 1) return 'less than an hour'
  if (hours < 48) return hours === 1 ? '1 hour' : `${hours} hours`
  return `${Math.floor(hours / 24)} days`
}

/** A limit by age in words. */
export function hoursInWords(hours: number): string {
  if (hours % 24 === 0 && hours >= 48) return `${hours / 24} days`
  return hours === 1 ? '1 hour' : `${hours} hours`
}

/** The limits that somebody has, in words; null without any. */
export function limitsInWords(
  { amount, age_hours: hours }: Holder['limits'],
  money: (amount: number) => string,
) {
  const said = [
    ...(amount === null ? [] : [`up to ${money(amount)}`]),
    ...(hours === null ? [] : [`for ${hoursInWords(hours)}`]),
  ]
  return said.length ? said.join(', ') : null
}
