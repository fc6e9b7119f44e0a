import { expect, test, vi } from 'vitest'
import { keptUnlessAnswered } from './kept'
import { NetworkFailure, Problem } from './problem'

const KEPT = { value: 'old', at: 1 }
const read = async () => KEPT
const never = new Promise<string>(() => {})

test('an answer in time is shown, and nothing that is old before it', async () => {
  const reading = vi.fn(read)
  expect(await keptUnlessAnswered(Promise.resolve('new'), reading, 5)).toBeNull()
  expect(reading).not.toHaveBeenCalled()
})

test('without a network what is kept is shown at once, and on a slow one after a while', async () => {
  expect(await keptUnlessAnswered(Promise.reject(new NetworkFailure()), read, 60_000)).toBe(KEPT)
  expect(await keptUnlessAnswered(never, read, 5)).toBe(KEPT)
})

test('a refusal is shown as what it is: nothing that is kept hides it', async () => {
  const refused = new Problem(409, 'payment_confirmed', 'No.', [], {}, null, null)
  expect(await keptUnlessAnswered(Promise.reject(refused), read, 60_000)).toBeNull()
})

test('what cannot be read is as if it was not kept', async () => {
  const broken = async () => {
    throw new Error('no store')
  }
  expect(await keptUnlessAnswered(Promise.reject(new NetworkFailure()), broken, 5)).toBeNull()
})
