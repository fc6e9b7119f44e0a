import { expect, it } from 'vitest'
import { boxesOf, readBoxes } from './settings-boxes'

const EMPTY = { amount: '', hours: '', needsWord: false, counts: '0' }

it('reads limits, of which empty ones are none', () => {
  const limits = { amount: 20_000, age_hours: 48, needs_word: true, counts_a_month: 3 }
  expect(readBoxes(boxesOf(limits), 2)).toEqual({ limits })
  const none = { amount: null, age_hours: null, needs_word: false, counts_a_month: 0 }
  expect(readBoxes(EMPTY, 2)).toEqual({ limits: none })
  expect(readBoxes(boxesOf(none), 2)).toEqual({ limits: none })
})

it('says what cannot be', () => {
  for (const wrong of [
    { amount: '0' },
    { hours: '0' },
    { hours: '1.5' },
    { counts: '32' },
    { needsWord: true },
  ]) {
    expect(readBoxes({ ...EMPTY, ...wrong }, 2)).toHaveProperty('why')
  }
})
