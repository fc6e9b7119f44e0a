import { expect, test } from 'vitest'
import { dependentsOf, nextOf, pauseAfter, reasonOf } from './order'
import type { Entry } from './store'

function entry(number: number, order: string, refused: string | null = null): Entry {
  return {
    id: String(number),
    number,
    order,
    jobId: order,
    refusal:
      refused === null ? null : { status: 409, code: 'unknown', sentence: refused, fields: [], extra: {} },
    owner: 'somebody somewhere',
    kind: 'photo',
    label: 'A photo',
    about: {},
    request: { method: 'PUT', path: '/api/jobs' },
    body: new Blob(),
    isToShrink: false,
    attempts: 0,
    typed: null,
    takesBack: null,
    mayBeThere: false,
    addedAt: 0,
  }
}

const NOW = 1_000_000

test('the oldest goes first, and one that was refused holds up none', () => {
  const entries = [entry(1, 'a', 'Too dark.'), entry(2, 'a'), entry(3, 'b')]
  expect(nextOf(entries, new Map(), NOW)[0]?.number).toBe(2)
  expect(nextOf([entry(1, 'a', 'Too dark.')], new Map(), NOW)[0]).toBeNull()
})

test('one that waits holds up its own order only; without a network all wait', () => {
  const entries = [entry(1, 'a'), entry(2, 'a'), entry(3, 'b')]
  expect(nextOf(entries, new Map([['a', NOW + 5000]]), NOW)[0]?.number).toBe(3)
  expect(nextOf(entries, new Map([['*', NOW + 5000]]), NOW)).toEqual([null, 5000])
  expect(nextOf(entries, new Map([['*', NOW]]), NOW)[0]?.number).toBe(1)
})

test('each try waits longer than the one before, a minute at most', () => {
  expect(pauseAfter(0, 0)).toBe(500)
  expect(pauseAfter(3, 1)).toBe(8000)
  expect(pauseAfter(50, 1)).toBe(60_000)
})

test('what is about a job waits until the job is sent, its photos too, and other jobs do not wait', () => {
  const job = { ...entry(1, 'job a'), kind: 'job' as const, jobId: 'a' }
  const paid = { ...entry(2, 'job a'), kind: 'payment' as const, jobId: 'a' }
  const photo = { ...entry(3, 'photos of a'), jobId: 'a' }
  const other = { ...entry(4, 'job b'), kind: 'payment' as const, jobId: 'b' }
  const entries = [job, paid, photo, other]
  expect(nextOf(entries, new Map(), NOW)[0]).toBe(job)
  expect(nextOf(entries, new Map([['job a', NOW + 5000]]), NOW)[0]).toBe(other)
  // Once it is sent, a photo does not wait for the payments before it.
  expect(nextOf([paid, photo], new Map([['job a', NOW + 5000]]), NOW)[0]).toBe(photo)
})

test('what came after a refused job or payment waits for a decision about that, and says so', () => {
  const refused = { ...entry(1, 'job a', 'The car has an open job.'), kind: 'job' as const, jobId: 'a' }
  const paid = { ...entry(2, 'job a'), kind: 'payment' as const, jobId: 'a' }
  const photo = { ...entry(3, 'photos of a'), jobId: 'a' }
  expect(nextOf([refused, paid, photo], new Map(), NOW)[0]).toBeNull()
  expect(reasonOf(refused, [refused, paid])).toBe('The car has an open job.')
  expect(reasonOf(paid, [refused, paid])).toBe('Waits until you have decided about: A photo.')
  const tooMuch = { ...refused, kind: 'payment' as const }
  expect(nextOf([tooMuch, paid, photo], new Map(), NOW)[0]).toBe(photo)
})

test('what is about a job that somebody else has by now says whom to ask', () => {
  const refused = entry(1, 'job a', 'This job does not exist, or you cannot see it.')
  const gone = { ...refused, refusal: refused.refusal && { ...refused.refusal, code: 'not_found' } }
  expect(reasonOf(gone, [gone])).toBe(
    'This job does not exist, or you cannot see it. If somebody else has the job by now, ask the owner to give it to' +
      ' you, or to record this.',
  )
})

test('with a job goes all that is about it, and with anything else nothing', () => {
  const job = { ...entry(1, 'job a'), kind: 'job' as const, jobId: 'a' }
  const paid = { ...entry(2, 'job a'), kind: 'payment' as const, jobId: 'a' }
  const photo = { ...entry(3, 'photos of a'), jobId: 'a' }
  const entries = [job, paid, photo, { ...entry(4, 'job b'), jobId: 'b' }]
  expect(dependentsOf(job, entries)).toEqual([paid, photo])
  expect(dependentsOf(paid, entries)).toEqual([])
})

const payment = (number: number, said: object, refused: string | null = null): Entry => ({
  ...entry(number, `job ${number}`, refused),
  kind: 'payment',
  body: JSON.stringify({ amount: 900, method: 'cash', ...said }),
})
const handOver = (number: number, refused: string | null = null): Entry => ({
  ...entry(number, 'cash', refused),
  jobId: '',
  kind: 'hand-over',
  body: JSON.stringify({ count: { '500': 1 } }),
})

test('cash that is handed over goes after what was taken in before it, of whatever job', () => {
  const entries = [payment(1, {}), payment(2, { method: 'upi' }), handOver(3)]
  const paused = (order: string) => new Map([[order, NOW + 5000]])
  expect(nextOf(entries, paused('job 1'), NOW)[0]?.number).toBe(2)
  expect(nextOf(entries.slice(1), paused('job 2'), NOW)[0]?.number).toBe(3)
  // Also after what nobody has decided about: it was taken all the same.
  const refused = [payment(1, {}, 'More than is outstanding.'), handOver(3)]
  expect(nextOf(refused, new Map(), NOW)[0]).toBeNull()
})

test('cash that was taken later waits for a hand-over that goes, not for one that is refused', () => {
  const paused = new Map([['cash', NOW + 5000]])
  expect(nextOf([handOver(1), payment(2, {})], paused, NOW)[0]).toBeNull()
  expect(nextOf([handOver(1), payment(2, { method: 'upi' })], paused, NOW)[0]?.number).toBe(2)
  expect(nextOf([handOver(1, 'Count the notes.'), payment(2, {})], new Map(), NOW)[0]?.number).toBe(2)
})

test('a day is counted after what was taken in and handed over before, and cash of later waits for it', () => {
  const day = (number: number): Entry => ({ ...handOver(number), kind: 'day', body: '{"count":{}}' })
  const paused = (order: string) => new Map([[order, NOW + 5000]])
  expect(nextOf([payment(1, {}), day(2)], paused('job 1'), NOW)[0]).toBeNull()
  expect(nextOf([handOver(1, 'Count the notes.'), day(2)], new Map(), NOW)[0]).toBeNull()
  expect(nextOf([day(1), payment(2, {})], paused('cash'), NOW)[0]).toBeNull()
})

test('an inspection is finished after the photos of its car, and a refused finish holds nothing up', () => {
  const photo = { ...entry(1, 'photos of a'), jobId: 'a' }
  const finish = { ...entry(2, 'inspections of a'), kind: 'finishing' as const, jobId: 'a' }
  const answer = { ...entry(3, 'inspections of a'), kind: 'inspection' as const, jobId: 'a' }
  expect(nextOf([photo, finish], new Map([['photos of a', NOW + 5000]]), NOW)[0]).toBeNull()
  // Of another car it waits for none; a photo that is refused comes no more.
  expect(nextOf([{ ...photo, jobId: 'b' }, finish], new Map(), NOW)[0]?.number).toBe(1)
  expect(nextOf([{ ...entry(1, 'photos of a', 'Too large.'), jobId: 'a' }, finish], new Map(), NOW)[0]).toBe(
    finish,
  )
  const refused = { ...entry(2, 'inspections of a', 'Take a photo.'), kind: 'finishing' as const, jobId: 'a' }
  expect(nextOf([refused, answer], new Map(), NOW)[0]).toBe(answer)
})

test('a photo of a car waits until the car is sent, and goes with it when that is given up', () => {
  const car = { ...entry(1, 'gate'), kind: 'sighting' as const, jobId: '' }
  const photo = { ...entry(2, 'photos of 1'), jobId: '', about: { after: '1' } }
  const next = { ...entry(3, 'gate'), kind: 'sighting' as const, jobId: '' }
  const entries = [car, photo, next]
  expect(nextOf(entries, new Map(), NOW)[0]).toBe(car)
  expect(nextOf(entries, new Map([['gate', NOW + 5000]]), NOW)[0]).toBeNull()
  expect(nextOf([photo, next], new Map(), NOW)[0]).toBe(photo)
  expect(dependentsOf(car, entries)).toEqual([photo])
})
