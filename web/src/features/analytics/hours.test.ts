import { expect, it } from 'vitest'
import { percent, spokenHours } from './hours'

it.each([
  [0.4, 'under 1 hour'],
  [1.2, '1 hour'],
  [31.4, '31 hours'],
  [59.1, '2.5 days'],
  [48, '2 days'],
])('says %d hours as a person would', (hours, words) => {
  expect(spokenHours(hours)).toBe(words)
})

it('says all or none only when it is', () => {
  expect(percent(999, 1000)).toBe('99%')
  expect(percent(1, 1000)).toBe('1%')
  expect(percent(3, 3)).toBe('100%')
  expect(percent(2, 3)).toBe('67%')
})
