import { expect, test } from 'vitest'
import type { Entry } from '@/outbox/store'
import type { Cash } from './queries'
import { withUnsent } from './unsent-cash'

const REFUSED = { status: 409, code: 'unknown', sentence: 'No.', fields: [], extra: {} }

function entry(kind: Entry['kind'], said: object, more: Partial<Entry> = {}): Entry {
  return {
    id: kind,
    number: 1,
    order: 'cash',
    jobId: '',
    refusal: null,
    owner: 'somebody somewhere',
    kind,
    label: 'It',
    about: {},
    request: { method: 'POST', path: '/api/settlements' },
    body: JSON.stringify(said),
    isToShrink: false,
    attempts: 0,
    typed: null,
    takesBack: null,
    mayBeThere: false,
    addedAt: 0,
    ...more,
  }
}

const job = (job_id: string, amount: number) => ({
  job_id,
  amount,
  customer_name: 'Farhan Shaikh',
  vehicle_number: 'MH12AB1234',
  last_payment_date: '2026-11-29T10:00:00Z',
})
const CASH: Cash = {
  cash_in_hand: 1000,
  pending_settlement: 100,
  available: 900,
  jobs: [job('a', 500.5), job('b', 300)],
  other_amount: 99.5,
}

test('what was taken in here can be handed over, and what was handed over here cannot be once more', () => {
  const taken = entry('payment', { amount: 250, method: 'cash' }, { id: 'taken' })
  const handed = entry('hand-over', { amount: 500.5, job_ids: ['a'] })
  expect(withUnsent(CASH, [taken, handed], 2)).toEqual({
    ...CASH,
    cash_in_hand: 1250,
    pending_settlement: 600.5,
    available: 649.5,
    jobs: [job('b', 300)],
    other_amount: 349.5,
  })
})

test('a hand-over that was refused or is taken back is still in hand', () => {
  const handed = entry('hand-over', { amount: 500.5, job_ids: ['a'] })
  const back = entry('taking-back', {}, { id: 'back', takesBack: 'hand-over' })
  expect(withUnsent(CASH, [{ ...handed, refusal: REFUSED }], 2)).toEqual(CASH)
  expect(withUnsent(CASH, [handed, back], 2)).toEqual(CASH)
})
