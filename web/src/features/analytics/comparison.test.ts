import { expect, it } from 'vitest'
import { beforeInWords, compareCount, compareMoney } from './comparison'

const money = (amount: number) => `₹${amount}`
const days = beforeInWords({ from: '2026-10-10', to: '2026-10-31' }, '2026-11-22')

it('counts the days that it compares with', () => {
  expect(days.than).toBe('the 22 days before')
  expect(beforeInWords({ from: '2026-10-09', to: '2026-10-09' }, '2026-11-22').than).toBe('the day before')
  // Today is not over: what it is compared with is.
  expect(beforeInWords({ from: '2026-11-21', to: '2026-11-21' }, '2026-11-22').than).toBe('all of yesterday')
})

it('calls a whole month by its name', () => {
  const october = beforeInWords({ from: '2026-10-01', to: '2026-10-31' }, '2026-11-22')
  expect(october).toEqual({ than: 'all of October', when: 'in October' })
  expect(beforeInWords({ from: '2025-12-01', to: '2025-12-31' }, '2026-01-05').than).toBe(
    'all of December 2025',
  )
  expect(beforeInWords({ from: '2026-10-01', to: '2026-10-30' }, '2026-11-22').than).toBe(
    'the 30 days before',
  )
})

it.each([
  [112, 100, '12% more than the 22 days before'],
  [95.5, 100, '4.5% less than the 22 days before'],
  [0, 100, '100% less than the 22 days before'],
  [100.01, 100, 'slightly more than the 22 days before'],
  [100, 100, 'the same as the 22 days before'],
  [100, 0, 'none in the 22 days before'],
  [0, 0, 'none in the 22 days before either'],
  [1200, 100, '₹1100 more than the 22 days before'],
  [-50, 100, '₹150 less than the 22 days before'],
  [100, -50, '₹150 more than the 22 days before'],
])('says how much more %d is than %d', (now, was, words) => {
  expect(compareMoney(now, was, days, money)).toBe(words)
})

it('says how many fewer there are', () => {
  expect(compareCount(11, 40, days, String)).toBe('29 fewer than the 22 days before')
  expect(compareCount(0, 0, days, String)).toBe('none in the 22 days before either')
})
