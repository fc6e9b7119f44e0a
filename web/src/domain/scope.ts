import type { paths } from '@/api/schema.gen'
import { addDays, shownDay } from '@/lib/days'

export type DashboardFilter = NonNullable<paths['/api/analytics/dashboard']['get']['parameters']['query']>

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

/** Which figures: of which days, of everybody or of one manager. */
export interface Scope {
  /** Null for days of one's own choice. */
  period: Period | null
  days: Days
  /** Empty for all of them. */
  managerId: string
}

const DAY = /^\d{4}-\d{2}-\d{2}$/

function readDay(text: string | null): string | null {
  if (!text || !DAY.test(text)) return null
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? text : null
}

/** The days in words of an address: none for those that are no days, and never the last before the first. */
function readDays(params: URLSearchParams): Days {
  let [from, to] = [readDay(params.get('from')), readDay(params.get('to'))]
  if (from && to && from > to) [from, to] = [to, from]
  return { ...(from && { from }), ...(to && { to }) }
}

function periodOf(days: Days, today: string): Period | null {
  const known = PERIODS.find(({ value }) => {
    const { from, to } = daysOf(value, today)
    return from === days.from && to === days.to
  })
  return known?.value ?? null
}

/** Reads the address; `usual` is the period when it says none. */
export function readScope(params: URLSearchParams, today: string, usual: Period): Scope {
  const managerId = params.get('manager_id') ?? ''
  const days = readDays(params)
  if (days.from || days.to) return { period: periodOf(days, today), days, managerId }
  const period = params.has('period') ? readPeriod(params.get('period')) : usual
  return { period, days: daysOf(period, today), managerId }
}

/** Changes the address: a named period stays one as the days go by. What else stands in it is kept. */
export function writeScope(before: URLSearchParams, scope: Scope, usual: Period): URLSearchParams {
  const params = new URLSearchParams(before)
  for (const name of ['period', 'from', 'to', 'manager_id']) params.delete(name)
  if (scope.period === null) for (const [name, day] of Object.entries(scope.days)) params.set(name, day)
  else if (scope.period !== usual) params.set('period', scope.period)
  if (scope.managerId) params.set('manager_id', scope.managerId)
  return params
}

/** What is asked of the server. */
export function filterOf({ days, managerId }: Scope): DashboardFilter {
  return { ...days, ...(managerId && { manager_id: managerId }) }
}

/** The days in words: 1 Nov to 22 Nov. */
export function daysInWords({ from, to }: Days, today: string): string {
  if (from && to) {
    return from === to ? shownDay(from, today) : `${shownDay(from, today)} to ${shownDay(to, today)}`
  }
  if (from) return `Since ${shownDay(from, today)}`
  return to ? `Until ${shownDay(to, today)}` : 'Since the beginning'
}
