import { afterEach, expect, it } from 'vitest'
import { foldLeaves, forget, type Kept, keep, readKept, sealText, witness } from './witness'
import vectors from './witness-vectors.json'

afterEach(() => localStorage.clear())

// As the server makes them: the hash of each entry from `start` on, and the leaves between, in base64.
const { start, hashes, leaves } = vectors
const LAST = hashes.length
const kept = (number: number): Kept => ({
  number,
  hash: number === 0 ? start : (hashes[number - 1] ?? ''),
  sinceNumber: 0,
  sinceDay: '2026-11-12T06:00:00Z',
})
const seal = (number: number) => ({ number, hash: hashes[number - 1] ?? '' })
const bytes = Uint8Array.from(atob(leaves), (letter) => letter.charCodeAt(0))
const text = (part: Uint8Array) => btoa(String.fromCharCode(...part))

/** Answers as the server does, at most two leaves at a time. */
async function leavesAfter(number: number) {
  const part = bytes.subarray(number * 32, Math.min(number + 2, LAST) * 32)
  return { leaves: text(part), count: part.length / 32, is_whole: true }
}

it('follows the chain of the server', async () => {
  expect(foldLeaves(start, bytes)).toBe(hashes.at(-1))
  expect(foldLeaves(start, new Uint8Array())).toBe(start)
  for (let from = 0; from <= LAST; from++) {
    const found = await witness(kept(from), seal(LAST), 'now', leavesAfter)
    expect(found).toEqual({ state: 'unchanged', kept: { ...kept(from), ...seal(LAST) } })
  }
})

it('begins with what it sees first, and goes on from there when more was sealed meanwhile', async () => {
  const first = await witness(null, seal(2), '2026-11-12T06:00:00Z', leavesAfter)
  expect(first).toEqual({ state: 'first', kept: { ...kept(2), sinceNumber: 2 } })
  // The answer holds an entry more than the seal that was asked for before.
  expect((await witness(kept(2), seal(3), 'now', leavesAfter)).state).toBe('unchanged')
})

it('finds books that were rewritten, before or after what it saw', async () => {
  const altered = bytes.slice()
  altered[3] = (altered[3] ?? 0) ^ 1
  const forged = { number: LAST, hash: foldLeaves(start, altered) }
  const forgedAfter = async (number: number) => ({
    leaves: text(altered.subarray(number * 32)),
    count: LAST - number,
    is_whole: true,
  })
  expect((await witness(kept(2), forged, 'now', forgedAfter)).state).toBe('rewritten')
  expect((await witness(kept(LAST), forged, 'now', forgedAfter)).state).toBe('rewritten')
  // The true seal, but leaves that do not lead there, or none.
  expect((await witness(kept(0), seal(LAST), 'now', forgedAfter)).state).toBe('rewritten')
  const none = async () => ({ leaves: '', count: 0, is_whole: true })
  expect((await witness(kept(2), seal(LAST), 'now', none)).state).toBe('rewritten')
})

it('finds books that are shorter', async () => {
  expect(await witness(kept(LAST), seal(LAST - 1), 'now', leavesAfter)).toEqual({
    state: 'shorter',
    kept: kept(LAST),
    found: seal(LAST - 1),
  })
})

it('says nothing where entries have no leaves', async () => {
  const old = async () => ({ leaves: '', count: 0, is_whole: false })
  expect(await witness(kept(0), seal(LAST), 'now', old)).toEqual({ state: 'unable' })
})

it('keeps a seal for each workshop, and takes nothing else for one', () => {
  keep('here', kept(3))
  expect(readKept('here')).toEqual(kept(3))
  expect(readKept('elsewhere')).toBeNull()
  for (const stored of [
    '{}',
    'null',
    'nonsense',
    '{"number":1,"hash":"short","sinceNumber":1,"sinceDay":""}',
  ]) {
    localStorage.setItem('revops:seal:here', stored)
    expect(readKept('here')).toBeNull()
  }
  keep('here', kept(3))
  forget('here')
  expect(readKept('here')).toBeNull()
})

it('writes a seal as papers do', () => {
  expect(sealText({ number: 10234, hash: '0123456789abcdef'.repeat(4) })).toBe('10234 · 0123 4567 89ab cdef')
})
