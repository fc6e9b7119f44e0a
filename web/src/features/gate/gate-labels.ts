import type { Recorded } from './queries'
import type { GateWords } from './words/en'

// One that was recorded without a network, and is told of later, is gone.
const GONE_AFTER_MS = 10 * 60_000

/** Says of a car that went out so long ago why it may not; null where there is nothing to say. */
export function toldOfLeaving(
  words: GateWords,
  plate: string,
  { outcome, may_leave, call }: Recorded,
  agoMs: number,
) {
  if (outcome !== null && outcome !== 'used')
    return { title: words.refused(plate, words.outcomes[outcome]), more: words.ownerIsTold }
  if (may_leave !== false || agoMs > GONE_AFTER_MS) return null
  return { title: words.notReleased(plate), more: call ? words.stopAndCall(call) : words.stopAndAsk }
}

const PREFIX = 'REVOPS-PASS:'

/** The code of a gate pass in what was scanned or typed; null where there is none. */
export function passCode(text: string): string | null {
  const upper = text.trim().toUpperCase()
  const code = (upper.startsWith(PREFIX) ? upper.slice(PREFIX.length) : upper).replace(/[^A-Z0-9]/g, '')
  return code.length === 8 ? code : null
}
