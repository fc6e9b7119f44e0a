import { expect, test } from 'vitest'
import type { Service } from './queries'
import { answeredBy, answersInShort } from './service-words'

test('answers are counted, those to act on first, and say whose word they are', () => {
  const services = (['approved', 'declined', 'approved', 'call_me', 'withdrawn'] as const).map((state) => ({
    state,
  }))
  expect(answersInShort({ services: services as Service[] })).toBe('2 approved, 1 to call, 1 not now')
  expect(answersInShort({ services: [] })).toBe('')
  expect(answeredBy({ how: 'customer', told: null })).toBe('by the customer')
  expect(answeredBy({ how: 'told', told: 'phone' })).toBe('told by phone')
  expect(answeredBy({ how: null, told: null })).toBeNull()
})
