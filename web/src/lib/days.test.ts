import { expect, test } from 'vitest'
import { clock, dayOf, daysUntil, inSentence, spokenDay } from './days'

const now = new Date('2026-11-22T20:00:00Z') // 01:30 on the 23rd in Kolkata

test("a day is a day in the workshop's time zone, wherever the browser is", () => {
  expect(dayOf(now, 'Asia/Kolkata')).toBe('2026-11-23')
  expect(dayOf(now, 'UTC')).toBe('2026-11-22')
  expect(clock(now.toISOString(), 'Asia/Kolkata')).toBe('01:30')
})

test('near days are spoken, far ones are dates, another year is named', () => {
  const spoken = (instant: string) => spokenDay(instant, 'Asia/Kolkata', now)
  expect(spoken('2026-11-22T19:00:00Z')).toBe('Today')
  expect(spoken('2026-11-22T18:00:00Z')).toBe('Yesterday')
  expect(spoken('2026-11-24T00:00:00Z')).toBe('Tomorrow')
  expect(spoken('2026-11-01T00:00:00Z')).toBe('1 Nov')
  expect(spoken('2025-11-01T00:00:00Z')).toBe('1 Nov 2025')
})

test('days until something due are counted by calendar days', () => {
  expect(daysUntil('2026-11-22T19:00:00Z', 'Asia/Kolkata', now)).toBe(0)
  expect(daysUntil('2026-11-22T18:00:00Z', 'Asia/Kolkata', now)).toBe(-1)
})

test('within a sentence only the spoken days are lowered', () => {
  expect(inSentence('Today')).toBe('today')
  expect(inSentence('Yesterday, 14:05')).toBe('yesterday, 14:05')
  expect(inSentence('1 Nov 2025')).toBe('1 Nov 2025')
})
