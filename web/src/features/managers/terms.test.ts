import { expect, test } from 'vitest'
import { type Base, NOTHING_SAID, readTerms, termsInWords } from './terms'

const MANAGER: Base = { sees: 'own', permissions: ['jobs:create', 'payments:record'], grants: {} }

test('what comes with the role is not said again', () => {
  expect(readTerms(NOTHING_SAID, MANAGER, 2)).toEqual({ limits: { cash_payment: null } })
  const asItIs = { sees: 'own', limit: '', ticked: { 'jobs:create': true } } as const
  expect(readTerms(asItIs, MANAGER, 2)).toEqual({ limits: { cash_payment: null } })
})

test('sight, single rights and the most cash are sent as they are said', () => {
  const draft = { sees: 'all', limit: '500', ticked: { 'jobs:create': false, 'jobs:reopen': true } } as const
  expect(readTerms(draft, MANAGER, 2)).toEqual({
    sees: 'all',
    grants: { 'jobs:create': false, 'jobs:reopen': true },
    limits: { cash_payment: 500 },
  })
})

test('whoever takes no payments has no limit of them, whatever was typed before', () => {
  const draft = { ...NOTHING_SAID, limit: 'many', ticked: { 'payments:record': false } } as const
  expect(readTerms(draft, MANAGER, 2)).toEqual({ grants: { 'payments:record': false } })
  expect(readTerms({ ...NOTHING_SAID, limit: '500' }, { ...MANAGER, permissions: [] }, 2)).toEqual({})
})

test.each(['many', '0', '-5', '1.005'])('an amount of %s cannot be sent', (limit) => {
  expect(readTerms({ ...NOTHING_SAID, limit }, MANAGER, 2)).toBeNull()
})

test('a code says in words what it gives beyond the role', () => {
  const money = (amount: number) => `₹${amount}`
  expect(termsInWords({ sees: null, grants: {}, limits: { cash_payment: null } }, money)).toBe('')
  const grants = { 'jobs:reopen': true, 'jobs:create': false, 'bank:read': false }
  expect(termsInWords({ sees: 'all', grants, limits: { cash_payment: 500 } }, money)).toBe(
    'sees everybody’s jobs, 1 right more, 2 rights less, at most ₹500 in cash at a time',
  )
})
