import { expect, test } from 'vitest'
import { shownPhone, typedDigits, whatsAppLink } from './phone'
import { comparedPlate } from './plate'

test.each([
  ['098765 43210', '9876543210'],
  ['+971 50-123 4567', '971501234567'],
  ['٠٥٠ ١٢٣ ٤٥٦٧', '501234567'],
  ['०९८७६५', '98765'],
])('the digits of %s', (typed, digits) => {
  expect(typedDigits(typed)).toBe(digits)
})

test.each([
  ['+919876543210', '+91 98765 43210'],
  ['+912025551234', '+91 20 2555 1234'],
  ['+912312345678', '+91 2312345678'],
  ['+971501234567', '+971 50 123 4567'],
  ['+966501234567', '+966 50 123 4567'],
  ['+97433123456', '+974 3312 3456'],
  ['+96891234567', '+968 9123 4567'],
  ['+971501234567 ext. 12', '+971 50 123 4567 ext. 12'],
  ['+97142345678', '+97142345678'],
  ['98765', '98765'],
])('%s is shown as it is read out', (phone, shown) => {
  expect(shownPhone(phone)).toBe(shown)
})

test('nobody is written to at an extension', () => {
  expect(whatsAppLink('+912225551234 ext. 12')).toBe('https://wa.me/912225551234')
  expect(whatsAppLink('98765')).toBeNull()
})

test.each([
  ['mh 12-ab.1234', 'MH12AB1234'],
  ['एमएच १२ एबी १२३४', 'एमएच12एबी1234'],
  ['١٢٣٤٥ دبی', '12345دبي'],
])('the plate %s is compared as %s', (typed, compared) => {
  expect(comparedPlate(typed)).toBe(compared)
})
