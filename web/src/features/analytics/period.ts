import { addDays } from '@/lib/days'

export const PERIODS = [
  { value: 'today', label: 'Today' },
  { value: 'week', label: '7 days' },
  { value: 'month', label: 'Month' },
  { value: 'quarter', label: '90 days' },
  { value: 'all', label: 'All' },
] as const

export type Period = (typeof PERIODS)[number]['value']

export function readPeriod(text: string | null): Period {
  return PERIODS.find((period) => period.value === text)?.value ?? 'month'
}

/** First and last day, both included; without one there is no such bound. */
export interface Days {
  from?: string
  to?: string
}

/** The first and last day of a period that ends today; nothing for all time. */
export function daysOf(period: Period, today: string): Days {
  switch (period) {
    case 'today':
      return { from: today, to: today }
    case 'week':
      return { from: addDays(today, -6), to: today }
    case 'month':
      return { from: `${today.slice(0, 8)}01`, to: today }
    case 'quarter':
      return { from: addDays(today, -89), to: today }
    case 'all':
      return {}
  }
}
