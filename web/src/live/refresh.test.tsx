import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { watchHands } from './hands'
import { isConcerned, refresher } from './refresh'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('what changed concerns the queries that show it, and no other', () => {
  const changed = { jobs: ['a'] }
  expect(isConcerned(['jobs', 'one', 'a'], changed)).toBe(true)
  expect(isConcerned(['jobs', 'one', 'b'], changed)).toBe(false)
  expect(isConcerned(['jobs', 'list', {}], changed)).toBe(true)
  expect(isConcerned(['analytics', 'dashboard', {}], changed)).toBe(true)
  expect(isConcerned(['analytics', 'forecast'], changed)).toBe(false)
  expect(isConcerned(['payments', 'list', {}], changed)).toBe(false)
  expect(isConcerned(['payments', 'list', {}], { payments: ['p'] })).toBe(true)
  expect(isConcerned(['managers', 'list'], { members: [] })).toBe(true)
  expect(isConcerned(['something'], { something: [] })).toBe(false)
  expect(isConcerned(['photos', 'a'], changed)).toBe(true)
  expect(isConcerned(['photos', 'b'], changed)).toBe(false)
  expect(isConcerned(['inspections', 'b'], changed)).toBe(false)
  expect(isConcerned(['estimates', 'a', 'link'], changed)).toBe(true)
  expect(isConcerned(['estimates', 'b'], changed)).toBe(false)
  expect(isConcerned(['estimates', 'words'], changed)).toBe(true)
  expect(isConcerned(['messages', 'job', 'a'], changed)).toBe(false)
  expect(isConcerned(['messages', 'job', 'a'], { messages: ['a'] })).toBe(true)
  expect(isConcerned(['messages', 'job', 'b'], { messages: ['a'] })).toBe(false)
  expect(isConcerned(['messages', 'list', undefined], { messages: [] })).toBe(true)
  expect(isConcerned(['whatsapp', 'replies', 'all'], { messages: ['a'] })).toBe(true)
  expect(isConcerned(['whatsapp', 'account'], { messages: ['a'] })).toBe(false)
  expect(isConcerned(['messages', 'settings'], { messages: ['a'] })).toBe(false)
  expect(isConcerned(['jobs', 'one', 'b'], null)).toBe(true)
  expect(isConcerned(['me'], null)).toBe(false)
})

/** A shown query; returns how often it was asked. */
async function shown(client: QueryClient, queryKey: string[]) {
  const ask = vi.fn(async () => 'answer')
  new QueryObserver(client, { queryKey, queryFn: ask }).subscribe(() => {})
  await vi.advanceTimersByTimeAsync(0)
  return () => ask.mock.calls.length
}

test('a burst is one refresh, and none comes under typing hands', async () => {
  const client = new QueryClient()
  const one = await shown(client, ['jobs', 'one', 'a'])
  const other = await shown(client, ['jobs', 'one', 'b'])
  const stopWatching = watchHands()
  const { refresh } = refresher(client)
  for (let i = 0; i < 20; i += 1) refresh({ jobs: ['a'] })
  refresh({})
  await vi.advanceTimersByTimeAsync(600)
  expect([one(), other()]).toEqual([2, 1])

  window.dispatchEvent(new Event('input'))
  refresh({ jobs: ['b'] })
  await vi.advanceTimersByTimeAsync(1000)
  expect([one(), other()]).toEqual([2, 1])
  await vi.advanceTimersByTimeAsync(1000)
  expect([one(), other()]).toEqual([2, 2])

  refresh(null)
  await vi.advanceTimersByTimeAsync(600)
  expect([one(), other()]).toEqual([3, 3])
  stopWatching()
})
