import { addDays, daysBetween } from './days'

const DIGITS = 12
const YEARS = [0, -1, 1]
const HALF_A_YEAR = 183
// A transfer late in the evening has the next day's number at some banks.
const DAYS_OFF = 1

/** The twelve digits of a UPI reference as it is typed or pasted; null where there are none, or not twelve. */
export function readRrn(typed: string): string | null {
  const together = typed.replaceAll(/(?<=\d)[ -](?=\d)/g, '')
  const found = together.match(/(?<!\d)(?:0000)?(\d{12})(?!\d)/g)
  return found?.length === 1 ? (found[0]?.slice(-DIGITS) ?? null) : null
}

/** Says what is odd about a reference that is typed for a UPI payment of a day; null when nothing is. */
export function oddRrn(typed: string, today: string): string | null {
  if (typed.trim() === '') return null
  const rrn = readRrn(typed)
  if (rrn === null)
    return 'A UPI reference has 12 digits, shown on the customer’s screen as UTR, RRN or UPI Ref.'
  const day = dayIn(rrn, today)
  if (day === null || Math.abs(daysBetween(today, day)) <= DAYS_OFF) return null
  return day < today
    ? 'This looks like the reference of an earlier payment.'
    : 'This looks like the reference of a later day.'
}

/** The day that most references begin with: the last digit of the year, and the day of the year. */
function dayIn(rrn: string, near: string): string | null {
  const ofYear = Number(rrn.slice(1, 4))
  for (const off of YEARS) {
    const year = Number(near.slice(0, 4)) + off
    if (String(year).slice(-1) !== rrn[0] || ofYear < 1) continue
    const day = addDays(`${year}-01-01`, ofYear - 1)
    if (day.startsWith(String(year)) && Math.abs(daysBetween(near, day)) <= HALF_A_YEAR) return day
  }
  return null
}
