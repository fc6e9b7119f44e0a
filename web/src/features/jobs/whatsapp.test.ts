import { expect, it } from 'vitest'
import { eventNow } from './whatsapp'

it.each([
  ['pending', 3800, 'job_taken_in'],
  ['in_progress', 3800, 'status_moved'],
  ['waiting_for_parts', 0, 'status_moved'],
  ['completed', 3800, 'ready'],
  ['completed', 0, 'ready'],
  ['credit_pending', 3800, 'balance_reminder'],
  ['delivered', 0, 'status_moved'],
  ['closed', 0, 'status_moved'],
] as const)('of a job that is %s with %i to pay it is written: %s', (status, remaining, event) => {
  expect(eventNow({ status, remaining_amount: remaining })).toBe(event)
})
