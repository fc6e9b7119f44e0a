import { shownDay } from '@/lib/days'
import { type Days, daysOf, PERIODS, type Period, readPeriod } from './period'
import type { DashboardFilter } from './queries'

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
