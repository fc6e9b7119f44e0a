import { expect, it } from 'vitest'
import { paceOf, partInWords, wholeOf } from './course'

const part = (from: string | null, to: string, revenue = 0) => ({ from, to, revenue, collected: 0, jobs: 1 })

it.each([
  ['2026-11-03', '2026-11-03', '3 Nov'],
  ['2026-11-03', '2026-11-09', '3 Nov to 9 Nov'],
  ['2026-10-01', '2026-10-31', 'Oct 2026'],
  ['2026-11-01', '2026-11-12', '1 Nov to 12 Nov'],
  ['2025-12-30', '2025-12-31', '30 Dec 2025 to 31 Dec 2025'],
  [null, '2024-11-30', 'Up to 30 Nov 2024'],
])('calls the part from %s to %s by its days', (from, to, words) => {
  expect(partInWords({ from, to }, '2026-11-28')).toBe(words)
})

it('says how fine the parts are', () => {
  expect(paceOf([part('2026-11-03', '2026-11-03')])).toBe('Day by day')
  expect(paceOf([part('2026-11-02', '2026-11-03'), part('2026-11-04', '2026-11-10')])).toBe('Week by week')
  expect(paceOf([part(null, '2024-11-30'), part('2026-10-01', '2026-10-31')])).toBe('Month by month')
})

it('adds the parts up without the errors of fractions', () => {
  const course = [part('2026-11-03', '2026-11-03', 0.1), part('2026-11-04', '2026-11-04', 0.2)]
  expect(wholeOf(course, 2)).toEqual({ revenue: 0.3, collected: 0, jobs: 2 })
})
