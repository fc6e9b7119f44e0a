import { expect, test } from 'vitest'
import { CURRENCY_CODES } from './currencies'
import { count, decimalsOf, exactMoney, money, shortMoney } from './money'

test('amounts are grouped as the workshop groups them, whole ones without decimals', () => {
  expect(money(123456.5, 'INR')).toBe('₹1,23,456.50')
  expect(money(123456, 'INR')).toBe('₹1,23,456')
  expect(money(-500, 'INR')).toBe('-₹500')
  expect(money(12.345, 'OMR').replace(/\s/g, ' ')).toBe('OMR 12.345')
  expect(shortMoney(123456, 'INR')).toBe('₹1.2L')
})

test('a currency has the decimals of its minor unit', () => {
  expect(decimalsOf('INR')).toBe(2)
  expect(decimalsOf('KWD')).toBe(3)
})

const LOCALES = ['en-IN', 'en-AE', 'en-SA', 'en-QA', 'en-OM', 'en-KW', 'en-BH', 'en-US']

test.each(CURRENCY_CODES.map((currency, at) => [currency, LOCALES[at]] as const))(
  'amounts in %s are written as the browser writes them',
  (currency, locale) => {
    const currencyDisplay = currency === 'INR' || currency === 'USD' ? 'narrowSymbol' : 'code'
    const format = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay })
    const decimals = format.resolvedOptions().maximumFractionDigits ?? 0
    expect(decimalsOf(currency)).toBe(decimals)
    const unit = 10 ** decimals
    for (let digits = 1; digits <= 15; digits++) {
      for (const minor of [10 ** digits, 10 ** digits - 1, Math.round(10 ** digits * 0.617283945)]) {
        for (const amount of [minor / unit, -minor / unit]) {
          const intl = format.format(amount)
          expect(exactMoney(amount, currency)).toBe(intl)
          expect(money(amount, currency)).toBe(Number.isInteger(amount) ? intl.replace(/\.0+$/, '') : intl)
        }
        expect(count(minor, currency)).toBe(minor.toLocaleString(locale))
        expect(count(-minor, currency)).toBe((-minor).toLocaleString(locale))
      }
    }
    expect(exactMoney(0, currency)).toBe(format.format(0))
  },
)
