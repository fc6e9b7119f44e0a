import { expect, test } from 'vitest'
import { drawn, swiped } from './use-zoom'

const WHOLE = { scale: 1, x: 0, y: 0 }
const MIDDLE = { x: 0, y: 0 }

test('what is between two fingers stays between them', () => {
  const at = { x: 40, y: -20 }
  const close = drawn(WHOLE, at, at, 2)
  // The point of the picture that was at (40, -20) is there still.
  expect([close.x + 40 * 2, close.y - 20 * 2]).toEqual([40, -20])
  const moved = drawn(close, at, { x: 50, y: 0 }, 2)
  expect([moved.x - close.x, moved.y - close.y]).toEqual([10, 20])
})

test('a picture grows five times at most, and is in the middle when it is whole again', () => {
  expect(drawn(WHOLE, MIDDLE, MIDDLE, 9).scale).toBe(5)
  expect(drawn({ scale: 2, x: 80, y: 9 }, MIDDLE, MIDDLE, 0.4)).toEqual(WHOLE)
})

test('a finger that goes across swipes, one that goes down or stays does not', () => {
  expect(swiped({ x: 100, y: 0 }, { x: 20, y: 10 })).toBe(1)
  expect(swiped({ x: 0, y: 0 }, { x: 90, y: -10 })).toBe(-1)
  expect(swiped({ x: 0, y: 0 }, { x: 30, y: 0 })).toBe(0)
  expect(swiped({ x: 0, y: 0 }, { x: 80, y: 90 })).toBe(0)
})
