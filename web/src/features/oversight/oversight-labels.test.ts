import { expect, test } from 'vitest'
import { booksState, reasonOf, taskWords } from './oversight-labels'
import type { DeadTask, Verification } from './queries'

const task = (more: Partial<DeadTask>) => ({ kind: 'paper_file', error: '', ...more }) as DeadTask
const check = (more: Partial<Verification>) =>
  ({ checked_at: '2026-11-20T10:00:00Z', agrees: true, problems: [], ...more }) as Verification

test('what was not done is said in words, also of a kind that is not known here', () => {
  expect(taskWords(task({})).title).toBe('The PDF of an invoice or receipt was not made')
  expect(taskWords(task({ kind: 'announce' })).effect).toMatch(/^Nobody was written to/)
  expect(taskWords(task({ kind: 'send_mail' })).title).toBe('Send mail could not be done')
})

test('a reason is a sentence without the name of an error', () => {
  expect(reasonOf(task({ error: 'Unavailable: The server is busy. Please try again.' }))).toBe(
    'The server is busy. Please try again.',
  )
  expect(reasonOf(task({ error: 'TimeoutError: ' }))).toBe('It was interrupted each time.')
})

test('books that differ come before a check that is late', () => {
  const soon = new Date('2026-11-20T11:00:00Z')
  const later = new Date('2026-11-23T11:00:00Z')
  expect(booksState(check({ checked_at: null }), soon)).toBe('never')
  expect(booksState(check({}), soon)).toBe('agrees')
  expect(booksState(check({}), later)).toBe('late')
  expect(booksState(check({ agrees: false }), later)).toBe('differs')
})
