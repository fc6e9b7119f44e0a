import { expect, test } from 'vitest'
import { outcomeWords, passCode } from './gate-labels'

test('a pass is read however it comes', () => {
  expect(passCode('REVOPS-PASS:K7WM3QXA')).toBe('K7WM3QXA')
  expect(passCode(' k7wm-3qxa ')).toBe('K7WM3QXA')
  expect(passCode('K7WM 3QXA')).toBe('K7WM3QXA')
  expect(passCode('https://garage.example/c/abc')).toBe(null)
  expect(passCode('K7WM')).toBe(null)
})

test('what came of a pass is said in words', () => {
  expect(outcomeWords('used')).toBe('With its pass')
  expect(outcomeWords('owes')).toBe('Not paid')
  expect(outcomeWords(null)).toBe(null)
})
