import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { knownJob } from './known-job'

const RIGHTS = { move: true, reopen: false, closeOwing: false }

function row(id: string, status: string) {
  return { id, vehicle_number: 'MH12AB1234', remaining_amount: 500, status, version: 1 }
}

test('a job is known from the list that came last, with where it can go and nothing that only its page says', () => {
  const client = new QueryClient()
  const pages = [{ rows: [row('other', 'pending')] }, { rows: [row('wanted', 'pending')] }]
  client.setQueryData(['jobs', 'list', {}], { pages, pageParams: [] }, { updatedAt: 1 })
  client.setQueryData(['jobs', 'few', {}], [row('wanted', 'completed')], { updatedAt: 2 })
  // An entry of a list of something else has an id as well.
  client.setQueryData(['jobs', 'photos', 'wanted'], [{ id: 'wanted' }], { updatedAt: 3 })
  const known = knownJob(client, 'wanted', RIGHTS)
  expect(known).toMatchObject({ status: 'completed', payments: [], bill: null, warnings: [] })
  expect(known?.allowed_statuses).toContain('credit_pending')
})

test('a job of no list, as after a link of a message, is not known', () => {
  const client = new QueryClient()
  client.setQueryData(['customers', 'one', 'c'], { jobs: [row('other', 'pending')] })
  expect(knownJob(client, 'wanted', RIGHTS)).toBeNull()
  expect(knownJob(client, 'other', RIGHTS)).toMatchObject({ status: 'pending' })
})
