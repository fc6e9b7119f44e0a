import { expect, test } from 'vitest'
import { oddRrn, readRrn } from './rrn'

test.each([
  ['611112345678', '611112345678'],
  ['UPI 6111 1234 5678', '611112345678'],
  ['0000611112345678', '611112345678'],
  ['61111234567', null],
  ['paid', null],
])('%s is read as %s', (typed, read) => {
  expect(readRrn(typed)).toBe(read)
})

test.each([
  ['', null],
  ['611112345678', null],
  ['611212345678', null],
  ['899912345678', null],
  ['6111', '12 digits'],
  ['610112345678', 'earlier'],
  ['613112345678', 'later'],
  ['536512345678', 'earlier'],
])('%s on 21 April 2026', (typed, said) => {
  const odd = oddRrn(typed, '2026-04-21')
  if (said === null) expect(odd).toBeNull()
  else expect(odd).toContain(said)
})
