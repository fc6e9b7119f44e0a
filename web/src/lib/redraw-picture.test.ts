import { expect, test } from 'vitest'
import { fitting } from './redraw-picture'

test('the longest side is bounded, the shape kept, and nothing made larger', () => {
  expect(fitting(4000, 3000, 2048)).toEqual({ width: 2048, height: 1536 })
  expect(fitting(3000, 4000, 2048)).toEqual({ width: 1536, height: 2048 })
  expect(fitting(640, 480, 2048)).toEqual({ width: 640, height: 480 })
  expect(fitting(9000, 2, 2048)).toEqual({ width: 2048, height: 1 })
})
