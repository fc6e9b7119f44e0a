import { expect, test } from 'vitest'
import { answered, backOf, plainBack } from './back'
import type { Entry, Kind } from './store'

function entry(kind: Kind, said: object): Entry {
  return {
    id: 'the-key',
    number: 1,
    order: 'job a',
    jobId: 'a',
    refusal: null,
    owner: 'somebody somewhere',
    kind,
    label: 'It',
    about: {},
    request: { method: 'POST', path: '/api/jobs' },
    body: JSON.stringify(said),
    isToShrink: false,
    attempts: 0,
    typed: null,
    takesBack: null,
    mayBeThere: true,
    addedAt: 0,
  }
}

test('what may be on the server is taken back there, after it, by what the server offers for it', () => {
  const paid = backOf(entry('payment', { id: 'p', amount: 5 }))
  expect([paid.order, paid.request]).toEqual(['job a', { method: 'POST', path: '/api/payments/p/cancel' }])
  expect(backOf(entry('job', { id: 'a' })).request.path).toBe('/api/jobs/a/cancel')
  expect(backOf(entry('hand-over', { id: 'h', count: { '500': 1 } })).request.path).toBe(
    '/api/settlements/h/cancel',
  )
  const moved = backOf(entry('status', { status: 'completed', from_status: 'pending' }))
  expect(JSON.parse(String(moved.body))).toEqual({ status: 'pending', from_status: 'completed' })
})

const refusal = (code: string) => ({ status: 409, code, sentence: 'No.', fields: [], extra: {} })

test('a move that left meanwhile is undone by the version that it made', () => {
  const move = entry('status', { status: 'completed', from_status: 'pending' })
  const waiting = { ...entry('taking-back', {}), ...backOf(move) }
  expect(waiting.takesBack).toBe(move.id)
  const known = answered(waiting, { message: 'Job updated', job: { version: 7 } })
  expect(JSON.parse(String(known.body))).toEqual({
    status: 'pending',
    from_status: 'completed',
    undo_of: 7,
  })
  // The same of who sees the work only, by the way that the move went.
  const work = { ...move, request: { method: 'PUT', path: '/api/work/j' } } as typeof move
  const undo = backOf(work, { message: 'Work updated', work: { version: 7 } })
  expect([undo.request.path, undo.body]).toEqual(['/api/work/j', known.body])
  // Known at once where its answer is there already, and of no use for a payment.
  expect(backOf(move, { job: { version: 7 } }).body).toBe(known.body)
  const paid = entry('payment', { id: 'p' })
  expect(backOf(paid, { id: 'p' }).body).toBe(backOf(paid).body)
})

test('where it is too late to undo a move, the job is moved back as anybody would', () => {
  const move = entry('status', { status: 'in_progress', from_status: 'pending' })
  const waiting = { ...entry('taking-back', {}), ...backOf(move, { job: { version: 7 } }) }
  const plain = plainBack(waiting, refusal('undo_too_late'))
  expect(JSON.parse(String(plain?.body))).toEqual({ status: 'pending', from_status: 'in_progress' })
  expect(plain && plainBack(plain, refusal('stale_version'))).toBeNull()
  expect(plainBack(waiting, refusal('forbidden'))).toBeNull()
})
