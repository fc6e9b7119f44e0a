import { expect, test } from 'vitest'
import { decimalsOf, money } from './money'

test('amounts are grouped as the workshop groups them, whole ones without decimals', () => {
  expect(money(123456.5, 'INR')).toBe('₹1,23,456.50')
  expect(money(123456, 'INR')).toBe('₹1,23,456')
  expect(money(-500, 'INR')).toBe('-₹500')
  expect(money(12.345, 'OMR').replace(/\s/g, ' ')).toBe('OMR 12.345')
})

test('a currency has the decimals of its minor unit', () => {
  expect(decimalsOf('INR')).toBe(2)
  expect(decimalsOf('KWD')).toBe(3)
})
