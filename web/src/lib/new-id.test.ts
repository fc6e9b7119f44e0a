import { afterEach, expect, it, vi } from 'vitest'
import { newId } from './new-id'

afterEach(() => vi.unstubAllGlobals())

it('makes ids that differ, also where the page came by plain http', () => {
  // What a browser leaves of `crypto` there.
  vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) })
  const made = Array.from({ length: 1000 }, newId)
  expect(new Set(made).size).toBe(1000)
  expect(
    made.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)),
  ).toBe(true)
})

it('says in an id when it was made, so that ids sort by it', () => {
  vi.useFakeTimers({ now: new Date('2026-11-29T10:00:00.123Z') })
  const first = newId()
  vi.setSystemTime(new Date('2026-11-29T10:00:00.124Z'))
  const second = newId()
  vi.useRealTimers()
  expect(Number.parseInt(first.replace('-', '').slice(0, 12), 16)).toBe(
    Date.parse('2026-11-29T10:00:00.123Z'),
  )
  expect(first < second).toBe(true)
})
