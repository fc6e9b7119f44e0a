import { expect, it } from 'vitest'
import type { Cash } from './queries'
import { OTHER, tickedJobs, tickedSum } from './ticked'

const job = (job_id: string, amount: number) => ({
  job_id,
  amount,
  customer_name: job_id,
  vehicle_number: 'MH12AB1234',
  last_payment_date: '2026-11-22T10:00:00Z',
})
const cash: Cash = {
  cash_in_hand: 0.6,
  pending_settlement: 0,
  available: 0.6,
  jobs: [job('a', 0.1), job('b', 0.2)],
  other_amount: 0.3,
}

it('sums without the fractions of binary numbers', () => {
  expect(tickedSum(cash, [], 2)).toBe(0.6)
  expect(tickedSum(cash, [OTHER], 2)).toBe(0.3)
  expect(tickedSum(cash, ['a', 'b', OTHER], 2)).toBe(0)
})

it('names only the ticked jobs, and does not mind a tick of a job that is gone', () => {
  expect(tickedJobs(cash, ['a', 'gone', OTHER])).toEqual(['b'])
})
