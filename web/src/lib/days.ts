const formats = new Map<string, Intl.DateTimeFormat>()

function format(timezone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = timezone + JSON.stringify(options)
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-GB', { timeZone: timezone, ...options })
  formats.set(key, made)
  return made
}

/** An instant's day in the workshop's time zone, as 2026-11-22. */
export function dayOf(instant: string | Date, timezone: string): string {
  const parts = format(timezone, { year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(
    new Date(instant),
  )
  const part = (type: string) => parts.find((p) => p.type === type)?.value
  return `${part('year')}-${part('month')}-${part('day')}`
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
  const sameYear = today === undefined || day.slice(0, 4) === today.slice(0, 4)
  return format('UTC', { day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) }).format(
    new Date(`${day}T00:00:00Z`),
  )
}

/** Today, yesterday, tomorrow, or the date. */
export function spokenDay(instant: string, timezone: string, now: Date = new Date()): string {
  const today = dayOf(now, timezone)
  const day = dayOf(instant, timezone)
  const distance = daysBetween(today, day)
  if (distance === 0) return 'Today'
  if (distance === -1) return 'Yesterday'
  if (distance === 1) return 'Tomorrow'
  return shownDay(day, today)
}

/** 14:05 in the workshop's time zone. */
export function clock(instant: string, timezone: string): string {
  return format(timezone, { hour: '2-digit', minute: '2-digit', hour12: false }).format(new Date(instant))
}

/** How far an instant's day lies ahead: negative when it has passed. */
export function daysUntil(instant: string, timezone: string, now: Date = new Date()): number {
  return daysBetween(dayOf(now, timezone), dayOf(instant, timezone))
}
