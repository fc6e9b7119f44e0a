import { expect, it } from 'vitest'
import { heldFor, hoursInWords, limitsInWords } from './custody-labels'

const AT = '2026-03-10T12:00:00Z'

it('says how long cash has been held', () => {
  expect(heldFor('2026-03-10T11:30:00Z', AT)).toBe('less than an hour')
  expect(heldFor('2026-03-10T11:00:00Z', AT)).toBe('1 hour')
  expect(heldFor('2026-03-08T13:00:00Z', AT)).toBe('47 hours')
  expect(heldFor('2026-03-07T11:00:00Z', AT)).toBe('3 days')
})

it('says limits', () => {
  expect(hoursInWords(1)).toBe('1 hour')
  expect(hoursInWords(24)).toBe('24 hours')
  expect(hoursInWords(72)).toBe('3 days')
  const of = (amount: number | null, hours: number | null) =>
    limitsInWords({ amount, age_hours: hours, needs_word: false, counts_a_month: 0 }, (sum) => `₹${sum}`)
  expect(of(null, null)).toBeNull()
  expect(of(500, null)).toBe('up to ₹500')
  expect(of(500, 48)).toBe('up to ₹500, for 2 days')
})
