import { expect, test } from 'vitest'
import { aboutRecorded, afterReplacing, afterSent } from './after'
import type { Entry } from './store'

const photo = {
  id: 'photo-key',
  jobId: '',
  order: 'photos of the-key',
  about: { after: 'the-key' },
  request: { method: 'PUT', path: '/api/cash-photos/day/the-key/photo-key' },
  body: new Blob(),
} as unknown as Entry
const day = { id: 'the-key', kind: 'day' } as const

test('the photo of a day is of the day that the server names, once it has', () => {
  const sent = afterSent(photo, day, { message: 'Closed', day: { id: 'd1' } })
  expect([sent.request.path, sent.order]).toEqual(['/api/cash-photos/day/d1/photo-key', 'photos of d1'])
  expect(afterSent(photo, { ...day, id: 'another' }, { day: { id: 'd1' } })).toBe(photo)
  expect(afterSent(photo, { ...day, kind: 'hand-over' }, null)).toBe(photo)
})

test('the photo of what was refused goes after what takes its place', () => {
  const moved = afterReplacing(photo, day, { id: 'new-key' })
  expect([moved.about.after, moved.order]).toEqual(['new-key', 'photos of new-key'])
  expect(moved.request.path).toBe('/api/cash-photos/day/new-key/photo-key')
  expect(afterReplacing(photo, { id: 'another' }, { id: 'new-key' })).toBe(photo)
})

test('the photo of a hand-over that was recorded before is of that one', () => {
  const of = {
    ...photo,
    order: 'photos of h1',
    request: { ...photo.request, path: '/api/cash-photos/hand-over/h1/p' },
  }
  const handOver = { jobId: '', body: JSON.stringify({ id: 'h1', amount: 5 }) }
  const there = aboutRecorded(of as Entry, handOver, 'h0')
  expect([there.request.path, there.order, there.jobId]).toEqual([
    '/api/cash-photos/hand-over/h0/p',
    'photos of h0',
    '',
  ])
})
