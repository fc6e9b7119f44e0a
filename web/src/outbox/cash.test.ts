import { expect, test } from 'vitest'
import { cashOf, movesCash } from './cash'
import type { Kind } from './store'

const entry = (kind: Kind, said: object, method: 'POST' | 'PUT' = 'POST') => ({
  kind,
  body: JSON.stringify(said),
  request: { method, path: '/api/jobs' as const },
})

test('cash is what is paid or taken in advance in cash, and less by what is handed over', () => {
  expect(cashOf(entry('payment', { amount: 900 }))).toBe(900)
  expect(cashOf(entry('payment', { amount: 900, method: 'upi' }))).toBe(0)
  expect(cashOf(entry('job', { advance_paid: 500, advance_method: 'cash' }))).toBe(500)
  expect(cashOf(entry('job', {}))).toBe(0)
  expect(cashOf(entry('hand-over', { amount: 300 }))).toBe(-300)
})

test('a count of notes moves cash though it names no sum, and so may what takes something back', () => {
  expect(movesCash(entry('hand-over', { count: { '500': 2 } }))).toBe(true)
  expect(movesCash(entry('taking-back', { reason: 'Undone' }))).toBe(true)
  expect(movesCash(entry('taking-back', { status: 'pending' }, 'PUT'))).toBe(false)
  expect(movesCash(entry('status', { status: 'completed' }, 'PUT'))).toBe(false)
  expect(movesCash(entry('job', {}))).toBe(false)
})
