import { shownDay, shownMonth } from '@/lib/days'
import type { Dashboard } from './queries'

export type Course = Dashboard['course']
type Part = Course[number]

/** A part of a period in words: 3 Nov, 3 Nov to 9 Nov, Nov 2026; what came before the first of them has no beginning. */
export function partInWords({ from, to }: Pick<Part, 'from' | 'to'>, today: string): string {
  if (from === null) return `Up to ${shownDay(to, today)}`
  if (from === to) return shownDay(from, today)
  const isMonth = from.endsWith('-01') && to.slice(0, 7) === from.slice(0, 7) && Number(to.slice(8)) >= 28
  return isMonth ? shownMonth(from) : `${shownDay(from, today)} to ${shownDay(to, today)}`
}

/** How fine the parts are, in words. */
export function paceOf(course: Course): string {
  const lengths = course.map(({ from, to }) => (from ? (Date.parse(to) - Date.parse(from)) / 86_400_000 : 0))
  const longest = Math.max(0, ...lengths)
  if (longest === 0) return 'Day by day'
  return longest < 7 ? 'Week by week' : 'Month by month'
}

/** What all parts come to: the figures of the period. */
export function wholeOf(course: Course, decimals: number) {
  const scale = 10 ** decimals
  const sum = (of: 'revenue' | 'collected') =>
    course.reduce((total, part) => total + Math.round(part[of] * scale), 0) / scale
  return {
    revenue: sum('revenue'),
    collected: sum('collected'),
    jobs: course.reduce((total, { jobs }) => total + jobs, 0),
  }
}
