import { expect, test } from 'vitest'
import { advanceOf } from './advance'

const entry = (said: object) => ({
  body: JSON.stringify({ vehicle_number: 'MH14QQ7001', ...said }),
  label: 'Job of MH14QQ7001, Farhan Shaikh',
  jobId: 'here',
  order: 'job here',
})

test('an advance that was taken with a car becomes a payment on the job that is there', () => {
  const made = advanceOf(entry({ advance_paid: 900, advance_method: 'upi' }), 'there')
  expect(made).toMatchObject({ kind: 'payment', jobId: 'there', order: 'job there' })
  expect(JSON.parse(String(made?.body))).toMatchObject({ job_id: 'there', amount: 900, method: 'upi' })
})

test('without one nothing takes the place of the car', () => {
  expect(advanceOf(entry({}), 'there')).toBeNull()
  expect(advanceOf(entry({ advance_paid: 0 }), 'there')).toBeNull()
})
