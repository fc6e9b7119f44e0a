import { now } from './clock'
import { COMMON } from './common-words'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(timezone: string): Intl.DateTimeFormat {
  const known = clocks.get(timezone)
  if (known) return known
  const made = new Intl.DateTimeFormat('sv-SE', {
    timeZone: timezone,
    dateStyle: 'short',
    timeStyle: 'short',
  })
  clocks.set(timezone, made)
  return made
}

/** What calendar and clock on a wall of a time zone say at an instant: 2026-11-22 14:05. */
function onTheWall(instant: string | Date, timezone: string): string {
  const at = new Date(instant)
  // Intl's first use takes a cheap phone a fifth of a second, and the first page asks what day it is before it shows
  // anything; Temporal has it at once, where there is Temporal.
  if (typeof Temporal === 'undefined') return clockOf(timezone).format(at)
  const there = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timezone)
  return `${there.toPlainDate()} ${there.toPlainTime().toString({ smallestUnit: 'minute' })}`
}

/** An instant's day in the workshop's time zone, as 2026-11-22. */
export function dayOf(instant: string | Date, timezone: string): string {
  return onTheWall(instant, timezone).slice(0, 10)
}

/** The day some days before or after another. */
export function addDays(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + days)
  return at.toISOString().slice(0, 10)
}

/** How many days `to` is after `from`. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
}

/** 22 Nov, and 22 Nov 2025 for another year than that of `today`. */
export function shownDay(day: string, today?: string): string {
  const [year, month, date] = day.split('-')
  const text = `${Number(date)} ${MONTHS[Number(month) - 1]}`
  return today === undefined || today.startsWith(`${year}-`) ? text : `${text} ${year}`
}

/** Nov 2026, of a day in it. */
export function shownMonth(day: string): string {
  const [year, month] = day.split('-')
  return `${MONTHS[Number(month) - 1]} ${year}`
}

/** Today, yesterday, tomorrow, or the date. */
export function spokenDay(instant: string, timezone: string, at: Date = now(), words = COMMON.en): string {
  const today = dayOf(at, timezone)
  const day = dayOf(instant, timezone)
  const distance = daysBetween(today, day)
  if (distance === 0) return words.days.today
  if (distance === -1) return words.days.yesterday
  if (distance === 1) return words.days.tomorrow
  return words.locale === null ? shownDay(day, today) : dayIn(words.locale, day, today)
}

/** The date in another language, in digits that everybody reads. */
function dayIn(locale: string, day: string, today: string): string {
  const year = today.startsWith(day.slice(0, 5)) ? undefined : 'numeric'
  const format = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month: 'short', year })
  return format.format(new Date(`${day}T00:00:00Z`))
}

/** A spoken day within a sentence: today and tomorrow are lowered, the name of a month is not. */
export function inSentence(day: string): string {
  return day.replace(/^(Today|Yesterday|Tomorrow)/, (word) => word.toLowerCase())
}

/** 14:05 in the workshop's time zone. */
export function clock(instant: string, timezone: string): string {
  return onTheWall(instant, timezone).slice(11)
}

/** How far an instant's day lies ahead: negative when it has passed. */
export function daysUntil(instant: string, timezone: string, at: Date = now()): number {
  return daysBetween(dayOf(at, timezone), dayOf(instant, timezone))
}
