import { now } from '@/lib/clock'
import { newId } from '@/lib/new-id'
import type { Entry, NewEntry } from '@/outbox/outbox'
import type { Direction } from './queries'

interface Seen {
  plate: string
  direction: Direction
  odometer_km: number | null
  pass_code: string | null
}

/** The cars of a gate go one after the other: what came in is known before it goes out. */
export const AT_GATE = 'gate'

/** What is put into the outbox for a car that was just seen. */
export function sightingEntry(seen: Seen): NewEntry & { id: string } {
  const id = newId()
  return {
    id,
    kind: 'sighting',
    jobId: '',
    order: AT_GATE,
    label: `${seen.plate} ${seen.direction}`,
    about: { plate: seen.plate, direction: seen.direction },
    request: { method: 'POST', path: '/api/gate/sightings' },
    body: JSON.stringify({ ...seen, id, at: now().toISOString() }),
  }
}

/** What is shown of a car that is on this device only. */
export function unsentCar({ id, about, addedAt, refusal }: Entry) {
  return {
    id,
    plate: about.plate ?? '',
    direction: (about.direction ?? 'in') as Direction,
    at: new Date(addedAt).toISOString(),
    isStuck: refusal !== null,
  }
}
