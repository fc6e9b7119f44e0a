import { expect, it } from 'vitest'
import { bucketLink, entriesLink } from './links'

it('opens the jobs of an age; what is old has no first day', () => {
  expect(bucketLink({ from_day: '2026-10-23', to_day: '2026-11-14' }, '')).toBe(
    '/jobs?outstanding=true&from=2026-10-23&to=2026-11-14&sort=-remaining_amount',
  )
  expect(bucketLink({ from_day: null, to_day: '2026-09-22' }, 'm1')).toBe(
    '/jobs?outstanding=true&to=2026-09-22&manager=m1&sort=-remaining_amount',
  )
})

it('traces a figure of the same days and manager', () => {
  expect(entriesLink('revenue', { days: { from: '2026-11-01', to: '2026-11-22' }, managerId: 'm1' })).toBe(
    '/checks/entries?figure=revenue&from=2026-11-01&to=2026-11-22&manager_id=m1',
  )
  expect(entriesLink('outstanding', { days: {}, managerId: '' })).toBe('/checks/entries?figure=outstanding')
})
