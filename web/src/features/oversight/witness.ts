/**
 * This device as a witness of the books: it keeps the last seal that it saw of a workshop, and follows the chain from
 * there by the leaves of its entries. Whoever rewrites the database cannot rewrite what is kept here.
 */

import { hashInPlace } from './sha256'

/** The last entry that was sealed: its number and its hash. */
interface Seal {
  number: number
  hash: string
}

/** What this device keeps of a workshop: the last seal, and the first one with its day. */
export interface Kept extends Seal {
  sinceNumber: number
  sinceDay: string
}

interface Leaves {
  leaves: string
  count: number
  is_whole: boolean
}

/** What came of it. `unable` is of entries that have no leaves, which an older version sealed. */
export type Witnessed =
  | { state: 'first' | 'unchanged'; kept: Kept }
  | { state: 'rewritten' | 'shorter'; kept: Kept; found: Seal }
  | { state: 'unable' }

const PREFIX = 'revops:seal:'
const HASH_BYTES = 32

/** Follows a chain: SHA-256 of the hash so far and the next leaf, again and again. */
export function foldLeaves(hash: string, leaves: Uint8Array): string {
  const both = new Uint8Array(2 * HASH_BYTES)
  const view = new DataView(both.buffer)
  both.set(bytesOf(hash))
  for (let at = 0; at < leaves.length; at += HASH_BYTES) {
    both.set(leaves.subarray(at, at + HASH_BYTES), HASH_BYTES)
    hashInPlace(view)
  }
  return textOf(both.subarray(0, HASH_BYTES))
}

/** Compares what is kept with the chain as it is now; keeps nothing itself. */
export async function witness(
  kept: Kept | null,
  seal: Seal,
  today: string,
  leavesAfter: (number: number) => Promise<Leaves>,
): Promise<Witnessed> {
  if (!kept) {
    const { number, hash } = seal
    return { state: 'first', kept: { number, hash, sinceNumber: number, sinceDay: today } }
  }
  if (seal.number < kept.number) return { state: 'shorter', kept, found: seal }
  let { number, hash } = kept
  while (number < seal.number) {
    const { leaves, count, is_whole: isWhole } = await leavesAfter(number)
    if (!isWhole) return { state: 'unable' }
    if (count === 0) return { state: 'rewritten', kept, found: seal }
    // More may have been sealed since the seal was asked for.
    const wanted = Math.min(count, seal.number - number)
    hash = foldLeaves(hash, bytesOfBase64(leaves).subarray(0, wanted * HASH_BYTES))
    number += wanted
  }
  if (hash !== seal.hash) return { state: 'rewritten', kept, found: seal }
  return { state: 'unchanged', kept: { ...kept, number, hash } }
}

/** Reads what this device keeps of a workshop; null on one that has not seen its books. */
export function readKept(workshopId: string): Kept | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PREFIX + workshopId) ?? 'null')
    return isKept(kept) ? kept : null
  } catch {
    return null
  }
}

export function keep(workshopId: string, kept: Kept) {
  try {
    localStorage.setItem(PREFIX + workshopId, JSON.stringify(kept))
  } catch {
    // A device that keeps nothing is no witness; it begins anew each time.
  }
}

/** Begins anew with the books as they are, because whoever runs the server has said why they changed. */
export function forget(workshopId: string) {
  try {
    localStorage.removeItem(PREFIX + workshopId)
  } catch {
    // As above.
  }
}

/** Writes a seal as papers carry it. */
export function sealText({ number, hash }: Seal): string {
  return `${number} · ${hash.slice(0, 16).match(/.{4}/g)?.join(' ') ?? ''}`
}

function isKept(value: unknown): value is Kept {
  const kept = value as Kept | null
  return (
    typeof kept === 'object' &&
    kept !== null &&
    Number.isSafeInteger(kept.number) &&
    Number.isSafeInteger(kept.sinceNumber) &&
    typeof kept.sinceDay === 'string' &&
    /^[0-9a-f]{64}$/.test(kept.hash)
  )
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

function textOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function bytesOfBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
}
