import { addDays } from './days'

export interface Period {
  /** First and last day, both included; empty for no bound. */
  from: string
  to: string
}

export interface NamedPeriod extends Period {
  name: string
  label: string
}

/** The periods that people ask for, as seen from today. */
export function namedPeriods(today: string): NamedPeriod[] {
  return [
    { name: 'any', label: 'Any time', from: '', to: '' },
    { name: 'today', label: 'Today', from: today, to: today },
    { name: 'yesterday', label: 'Yesterday', from: addDays(today, -1), to: addDays(today, -1) },
    { name: 'week', label: 'Last 7 days', from: addDays(today, -6), to: today },
    { name: 'days30', label: 'Last 30 days', from: addDays(today, -29), to: today },
    { name: 'month', label: 'This month', from: `${today.slice(0, 8)}01`, to: today },
  ]
}

/** Which of them a period is; null for days of one's own choice. */
export function nameOf({ from, to }: Period, today: string): string | null {
  return namedPeriods(today).find((known) => known.from === from && known.to === to)?.name ?? null
}
