/** A time from intake to completion: 31 hours, and 2.5 days from a day and a half on. */
export function spokenHours(hours: number): string {
  if (hours < 1) return 'under 1 hour'
  if (hours < 36) {
    const whole = Math.round(hours)
    return whole === 1 ? '1 hour' : `${whole} hours`
  }
  return `${Math.round((hours / 24) * 10) / 10} days`
}

/** A share in whole percent; 100% and 0% only when it is all of them or none. */
export function percent(part: number, whole: number): string {
  const exact = (part / whole) * 100
  const rounded = Math.round(exact)
  if (rounded === 100 && part < whole) return '99%'
  if (rounded === 0 && part > 0) return '1%'
  return `${rounded}%`
}
