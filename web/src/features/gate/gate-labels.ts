import type { Direction, Outcome } from './queries'

export const DIRECTIONS: Record<Direction, string> = { in: 'In', out: 'Out' }

/** What came of a pass, where it did not let the car out; the guard is told, and the owner asked. */
const REFUSED: Record<Exclude<Outcome, 'used'>, string> = {
  unknown: 'No pass of this garage',
  used_before: 'Pass was used before',
  owes: 'Not paid',
  another_car: 'Pass of another car',
}

/** Says what came of the pass of a car that went out; null where there is nothing to say. */
export function outcomeWords(outcome: Outcome | null): string | null {
  if (outcome === null) return null
  return outcome === 'used' ? 'With its pass' : REFUSED[outcome]
}

const PREFIX = 'REVOPS-PASS:'

/** The code of a gate pass in what was scanned or typed; null where there is none. */
export function passCode(text: string): string | null {
  const upper = text.trim().toUpperCase()
  const code = (upper.startsWith(PREFIX) ? upper.slice(PREFIX.length) : upper).replace(/[^A-Z0-9]/g, '')
  return code.length === 8 ? code : null
}
