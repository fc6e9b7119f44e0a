import { expect, test } from 'vitest'
import { missing, type Said, say } from './layout'

test('a column is one thing, and each thing is one column', () => {
  const said = say(say({}, 0, 'day'), 1, 'narration')
  expect(said).toEqual({ day: 0, narration: 1 })
  expect(say(said, 1, 'day')).toEqual({ day: 1 })
  expect(say(said, 0, null)).toEqual({ narration: 1 })
})

test.each([
  [{}, 'date'],
  [{ day: 0 }, 'the description'],
  [{ day: 0, narration: 1, debit: 2 }, 'money out and money in'],
  [{ day: 0, narration: 1, debit: 2, credit: 3 }, 'balance'],
  [{ day: 0, narration: 1, debit: 2, credit: 3, balance: 4 }, null],
  [{ day: 0, narration: 1, amount: 2, balance: 4 }, null],
] as [Said, string | null][])('%j lacks %s', (said, lacks) => {
  if (lacks === null) expect(missing(said)).toBeNull()
  else expect(missing(said)).toContain(lacks)
})
