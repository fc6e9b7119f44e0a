import { useSyncExternalStore } from 'react'

/** Less than this is the network's doing, not the clock's. */
const NOTICED_MS = 60_000
const MINUTE_MS = 60_000

let aheadMs = 0
let firstAt: number | null = null
const listeners = new Set<() => void>()

/** Notes what the server's clock said in an answer, to tell how far the device's clock is ahead of it. */
export function hearServerTime(date: string | null, askedAt: number, answeredAt: number) {
  const server = date === null ? Number.NaN : Date.parse(date)
  if (Number.isNaN(server)) return
  firstAt ??= server
  // It was written between the two, and says whole seconds.
  const ahead = (askedAt + answeredAt) / 2 - (server + 500)
  const noticed = Math.abs(ahead) - (answeredAt - askedAt) / 2 < NOTICED_MS ? 0 : ahead
  if (Math.abs(noticed - aheadMs) < MINUTE_MS / 2) return
  aheadMs = noticed
  for (const changed of listeners) changed()
}

/** When the server gave its first answer to this page, by its own clock: what the page shows is no older. */
export function firstAnswerAt(): number | null {
  return firstAt
}

/** The instant it is by the server's clock. Whatever decides a day asks here, never the device. */
export function now(): Date {
  return new Date(Date.now() - aheadMs)
}

function subscribe(changed: () => void): () => void {
  listeners.add(changed)
  return () => void listeners.delete(changed)
}

/** How many minutes the device's clock is ahead of the server's (negative: behind); 0 when it is right. */
export function useMinutesAhead(): number {
  return useSyncExternalStore(subscribe, () => Math.round(aheadMs / MINUTE_MS))
}
