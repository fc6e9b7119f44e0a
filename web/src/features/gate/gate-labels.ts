import type { Direction, Outcome, Recorded } from './queries'

export const DIRECTIONS: Record<Direction, string> = { in: 'In', out: 'Out' }

/** What came of a pass, where it did not let the car out; the guard is told, and the owner asked. */
const REFUSED: Record<Exclude<Outcome, 'used'>, string> = {
  unknown: 'Not a pass of this garage',
  used_before: 'Pass was used before',
  owes: 'Not paid',
  another_car: 'Pass of another car',
}

/** Says what came of the pass of a car that went out; null where there is nothing to say. */
export function outcomeWords(outcome: Outcome | null): string | null {
  if (outcome === null) return null
  return outcome === 'used' ? 'With its pass' : REFUSED[outcome]
}

// One that was recorded without a network, and is told of later, is gone.
const GONE_AFTER_MS = 10 * 60_000

/** Says of a car that went out so long ago why it may not; null where there is nothing to say. */
export function toldOfLeaving(plate: string, { outcome, may_leave, call }: Recorded, agoMs: number) {
  if (outcome !== null && outcome !== 'used')
    return { words: `${plate}: ${REFUSED[outcome]}`, more: 'The owner is told.' }
  if (may_leave !== false || agoMs > GONE_AFTER_MS) return null
  const more = call ? `Stop the car, and call ${call}.` : 'Stop the car, and ask at the counter.'
  return { words: `${plate}: not released`, more }
}

const PREFIX = 'REVOPS-PASS:'

/** The code of a gate pass in what was scanned or typed; null where there is none. */
export function passCode(text: string): string | null {
  const upper = text.trim().toUpperCase()
  const code = (upper.startsWith(PREFIX) ? upper.slice(PREFIX.length) : upper).replace(/[^A-Z0-9]/g, '')
  return code.length === 8 ? code : null
}
