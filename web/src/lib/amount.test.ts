import { expect, test } from 'vitest'
import { readAmount } from './amount'

const understood: [string, number, number][] = [
  ['500', 2, 500],
  ['1,23,456.50', 2, 123456.5],
  ['123,456.50', 2, 123456.5],
  ['₹ 500', 2, 500],
  ['Rs. 1,500/-', 2, 1500],
  ['5k', 2, 5000],
  ['1.5 lakh', 2, 150000],
  ['2cr', 2, 20000000],
  ['.5', 2, 0.5],
  ['12.345', 3, 12.345],
  ['１２３', 2, 123],
  [' 99.90 ', 2, 99.9],
  ['1.2345k', 2, 1234.5],
]

test.each(understood)('%j with %i decimals is %d', (text, decimals, amount) => {
  expect(readAmount(text, decimals)).toEqual({ ok: true, amount })
})

const refused: [string, number, RegExp][] = [
  ['', 2, /Enter an amount/],
  ['-5', 2, /negative/],
  ['1,5', 2, /commas/],
  ['1,2345', 2, /commas/],
  ['12.345', 2, /at most 2 decimals/],
  ['1.5', 0, /no decimals/],
  ['five hundred', 2, /digits/],
  ['1.2.3', 2, /digits/],
  ['5 000', 2, /digits/],
  ['5k5', 2, /digits/],
  ['.', 2, /digits/],
  ['1e5', 2, /digits/],
  ['99999999999', 2, /too large/],
]

test.each(refused)('%j with %i decimals is refused', (text, decimals, why) => {
  const reading = readAmount(text, decimals)
  expect(reading.ok).toBe(false)
  if (!reading.ok) expect(reading.why).toMatch(why)
})
