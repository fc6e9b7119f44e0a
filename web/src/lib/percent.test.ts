import { expect, it } from 'vitest'
import { readPercent } from './percent'

it('percent are read to the basis point', () => {
  expect(['18', '2.5', '0', '100', '0.25', '12.555', 'x', '-1'].map(readPercent)).toEqual([
    1800,
    250,
    0,
    10_000,
    25,
    null,
    null,
    null,
  ])
})
