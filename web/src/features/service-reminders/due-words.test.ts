import { expect, it } from 'vitest'
import { dueWords, intervalWords, lateWords } from './due-words'

const count = (number: number) => number.toLocaleString('en-IN')
const TODAY = '2026-11-29'

it('says after how long', () => {
  expect(intervalWords({ months: 6, km: 10_000 }, count)).toBe('6 months or 10,000 km')
  expect(intervalWords({ months: 12, km: null }, count)).toBe('12 months')
})

it('says by which day, at how many kilometres, and about when that is', () => {
  const by = (due_on: string | null, due_km: number | null, expected_on: string) =>
    dueWords({ due_on, due_km, expected_on }, TODAY, count)
  expect(by('2026-12-29', null, '2026-12-29')).toBe('by 29 Dec')
  expect(by('2026-12-29', 50_000, '2026-12-29')).toBe('by 29 Dec or at 50,000 km')
  expect(by('2026-12-29', 50_000, '2026-12-12')).toBe('by 29 Dec or at 50,000 km, about 12 Dec')
  expect(by(null, 50_000, '2026-12-12')).toBe('at 50,000 km, about 12 Dec')
})

it('says how late it is once it is', () => {
  const late = (expected_on: string) => lateWords({ due_on: null, due_km: null, expected_on }, TODAY)
  expect([late('2026-11-30'), late(TODAY), late('2026-11-28'), late('2026-11-19')]).toEqual([
    null,
    null,
    '1 day late',
    '10 days late',
  ])
})
