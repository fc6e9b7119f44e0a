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
  ['2 lac', 2, 200000],
  ['2 lacs', 2, 200000],
  ['2 lakh', 2, 200000],
  ['2 Lakhs', 2, 200000],
  ['1.5L', 2, 150000],
  ['2 crore', 2, 20000000],
  ['1.25 crores', 2, 12500000],
  ['2 Cr.', 2, 20000000],
  ['5 thousand', 2, 5000],
  ['500 rs', 2, 500],
  ['500 Rs.', 2, 500],
  ['500rs', 2, 500],
  ['Rs.500', 2, 500],
  ['Rs. 500/-', 2, 500],
  ['₹500/-', 2, 500],
  ['₹ 1,23,456.50/-', 2, 123456.5],
  ['Rs. 500/- only', 2, 500],
  ['Rs 2 lakh only', 2, 200000],
  ['INR 500', 2, 500],
  ['500 INR', 2, 500],
  ['500 rupees', 2, 500],
  ['500₹', 2, 500],
  ['500/=', 2, 500],
  ['५००', 2, 500],
  ['₹१,२३,४५६.५०', 2, 123456.5],
  ['२ लाख', 2, 200000],
  ['५०० रुपये', 2, 500],
  ['௫௦௦', 2, 500],
  ['١٬٥٠٠٫٥٠', 2, 1500.5],
  ['٥٠٠ د.إ', 2, 500],
  ['٥٠٠ درهم', 2, 500],
  ['۵۰۰', 2, 500],
  ['Dhs 500', 2, 500],
  ['500 AED', 2, 500],
  ['KD 5.250', 3, 5.25],
  ['5.250 د.ك', 3, 5.25],
  ['$500', 2, 500],
  ['US$ 500', 2, 500],
  ['\u200e500\u200f', 2, 500],
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
  ['5 kk', 2, /digits/],
  ['lakh', 2, /digits/],
  ['rs', 2, /Enter an amount|digits/],
  ['5 oranges', 2, /digits/],
  ['1500,50', 2, /commas/],
  ['1.500,00', 2, /digits/],
  ['Rs. -500', 2, /negative/],
  ['−500', 2, /negative/],
  ['5 m', 2, /digits/],
  ['.', 2, /digits/],
  ['1e5', 2, /digits/],
  ['99999999999', 2, /^The most that can be entered is 1,000,000,000\.$/],
]

test.each(refused)('%j with %i decimals is refused', (text, decimals, why) => {
  const reading = readAmount(text, decimals)
  expect(reading.ok).toBe(false)
  if (!reading.ok) expect(reading.why).toMatch(why)
})
