import { expect, test } from 'vitest'
import { CURRENCY_CODES } from '@/lib/currencies'
import { countryOf } from './country'
import { methodOptions } from './payment-labels'

test('only a garage in India is told of GSTIN and UPI', () => {
  for (const currency of CURRENCY_CODES) {
    const country = countryOf(currency)
    const isIndia = currency === 'INR'
    expect(/GST/.test(country.taxNumber + country.ownTaxNumber)).toBe(isIndia)
    expect(methodOptions(country).map(({ label }) => label)).toEqual(
      isIndia ? ['Cash', 'UPI', 'Card', 'Bank'] : ['Cash', 'Card', 'Bank'],
    )
  }
})

test.each([
  ['AED', 'TRN'],
  ['SAR', 'VAT number'],
  ['OMR', 'VATIN'],
  ['QAR', 'Tax number'],
])('in %s the tax number is called %s', (currency, name) => {
  expect(countryOf(currency).taxNumber).toBe(name)
})
