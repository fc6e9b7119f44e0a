import { expect, test } from 'vitest'
import { movesOf } from './merging'
import type { CustomerDetail } from './queries'

function customer(more: object): CustomerDetail {
  const none = { email: null, legal_name: null, gst_number: null, address: null, notes: null }
  return {
    ...none,
    merged_from: [],
    phones: [],
    vehicles: [],
    job_count: 0,
    ...more,
  } as unknown as CustomerDetail
}

const kept = customer({ id: 'raj', name: 'Raj Kumar', phones: ['+919822000001'] })

test('phones that are new, vehicles that are his now, and all jobs move', () => {
  const goes = customer({
    id: 'r',
    name: 'R. Kumar',
    merged_from: ['before'],
    phones: ['+919822000001', '+919822000002'],
    vehicles: [
      { vehicle_number: 'MH12AB1', keeper: { customer_id: 'r' } },
      { vehicle_number: 'MH12AB2', keeper: { customer_id: 'before' } },
      { vehicle_number: 'MH12SOLD', keeper: { customer_id: 'somebody' } },
    ],
    job_count: 1,
  })
  expect(movesOf(kept, goes)).toEqual({
    moves: [
      'Phone +91 98220 00002',
      'Vehicle MH12AB1',
      'Vehicle MH12AB2',
      '1 job, with payments and documents',
    ],
    stays: null,
  })
})

test('what only the other record has is named, for it is not carried over', () => {
  const goes = customer({
    id: 'r',
    name: 'R. Kumar',
    email: 'r@example.com',
    notes: 'Calls late',
    job_count: 3,
  })
  expect(movesOf(kept, goes)).toEqual({
    moves: ['3 jobs, with payments and documents'],
    stays: 'Not carried over from R. Kumar: e-mail, notes.',
  })
})
