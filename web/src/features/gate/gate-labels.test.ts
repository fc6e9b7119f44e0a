import { expect, test } from 'vitest'
import { outcomeWords, passCode, toldOfLeaving } from './gate-labels'

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

test('of a car that is not released it is said whom to call, while it can be stopped', () => {
  const seen = { id: 's1', message: '', outcome: null, may_leave: null, call: null }
  const told = (more: object, agoMs = 0) => toldOfLeaving('MH12AB1234', { ...seen, ...more }, agoMs)
  expect(told({})).toBe(null)
  expect(told({ may_leave: true })).toBe(null)
  expect(told({ may_leave: false, call: 'Kavita Rao' })).toEqual({
    words: 'MH12AB1234: not released',
    more: 'Stop the car, and call Kavita Rao.',
  })
  expect(told({ may_leave: false })?.more).toBe('Stop the car, and ask at the counter.')
  expect(told({ may_leave: false }, 3_600_000)).toBe(null)
  expect(told({ outcome: 'owes' }, 3_600_000)?.words).toBe('MH12AB1234: Not paid')
})
