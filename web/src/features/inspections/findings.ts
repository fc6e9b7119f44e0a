import type { JobDetail } from '@/domain/jobs'
import { wordsNow } from '@/lib/words'
import type { Entry } from '@/outbox/outbox'
import type { Found, InspectedPoint, Inspection } from './queries'
import { INSPECTIONS, shippedName } from './words'

/** What an inspection has to know of its job. */
export type InspectionJob = Pick<JobDetail, 'id' | 'status' | 'vehicle_number'>

export const TONES: Record<Found, 'success' | 'warning' | 'danger'> = {
  good: 'success',
  soon: 'warning',
  now: 'danger',
}

type Proposed = { title: string; photo_ids: readonly string[] }
type Limits = Pick<InspectedPoint, 'soon_below' | 'now_below' | 'soon_above' | 'now_above'>

/** Whether the colour follows from what is measured. */
export function hasLimits(point: Limits): boolean {
  return [point.soon_below, point.now_below, point.soon_above, point.now_above].some((limit) => limit != null)
}

/** Whether it is only read off, such as an odometer: then it is neither good nor in need of work. */
export function isReading(point: Limits & Pick<InspectedPoint, 'unit'>): boolean {
  return (point.unit === 'km' || point.unit === '%') && !hasLimits(point)
}

/** The colour that a measurement has, as the server derives it. */
export function foundBy(point: Limits, measured: number): Found {
  const isBelow = (limit: number | null | undefined) => limit != null && measured < limit
  const isAbove = (limit: number | null | undefined) => limit != null && measured > limit
  if (isBelow(point.now_below) || isAbove(point.now_above)) return 'now'
  return isBelow(point.soon_below) || isAbove(point.soon_above) ? 'soon' : 'good'
}

/** Says what a measurement should be: "5 mm or more is good". */
export function limitWords(point: Limits & Pick<InspectedPoint, 'unit'>): string | null {
  const low = point.soon_below ?? point.now_below
  const high = point.soon_above ?? point.now_above
  const words = wordsNow(INSPECTIONS)
  const unit = point.unit ?? ''
  if (low != null && high != null) return words.between(low, high, unit)
  if (low != null) return words.atLeast(low, unit)
  return high != null ? words.atMost(high, unit) : null
}

/** An inspection with the names of what ships in the language that the app speaks. */
export function named(inspection: Inspection, words = wordsNow(INSPECTIONS)): Inspection {
  const groups = inspection.groups.map(({ title, points }) => ({
    title: shippedName(words, title),
    points: points.map((point) => ({ ...point, title: shippedName(words, point.title) })),
  }))
  return { ...inspection, name: shippedName(words, inspection.name), groups }
}

export function pointsOf({ groups }: Pick<Inspection, 'groups'>): InspectedPoint[] {
  return groups.flatMap(({ points }) => points)
}

/** What needs work, what cannot wait first. */
export function findingsOf(inspection: Inspection): InspectedPoint[] {
  const points = pointsOf(inspection)
  return [
    ...points.filter(({ answer }) => answer === 'now'),
    ...points.filter(({ answer }) => answer === 'soon'),
  ]
}

/** Whether a photo belongs to a point as it stands: always, or because it needs work. */
export function wantsPhoto({ needs_photo: isAlways, answer }: InspectedPoint): boolean {
  return isAlways || (answer !== null && answer !== 'good')
}

/** Whether a finding is among what was proposed: under its own title, or shown by one of its photos. */
export function isProposed(point: InspectedPoint, services: readonly Proposed[]): boolean {
  return services.some(
    ({ title, photo_ids: photos }) =>
      title === point.title || photos.some((photo) => point.photo_ids.includes(photo)),
  )
}

/** What was found, in a few words: "2.5 mm, squeals". */
export function detailOf({ measured, unit, note }: InspectedPoint): string {
  return [measured === null ? null : `${measured} ${unit ?? ''}`.trim(), note].filter(Boolean).join(', ')
}

/** Whether an entry finishes an inspection. */
export function isFinishing({ kind, about }: Entry, { id }: Pick<Inspection, 'id'>): boolean {
  return kind === 'finishing' && about.inspection === id
}

/** Shows an inspection with the answers that are on this device and not on the server yet. */
export function withUnsent(inspection: Inspection, entries: readonly Entry[]): Inspection {
  const unsent = new Map(
    entries
      .filter(({ about }) => about.inspection === inspection.id && about.point)
      .map(({ about, body }) => [about.point, JSON.parse(String(body)) as Partial<InspectedPoint>]),
  )
  // One that the server would not finish is not: there is something to be done about it first.
  const finishing = entries.find((entry) => isFinishing(entry, inspection) && !entry.refusal)
  const finished_at = finishing ? new Date(finishing.addedAt).toISOString() : inspection.finished_at
  if (unsent.size === 0) return { ...inspection, finished_at }
  const groups = inspection.groups.map((group) => ({
    ...group,
    points: group.points.map((point) => ({ ...point, ...unsent.get(point.id) })),
  }))
  const found = groups.flatMap(({ points }) => points.map(({ answer }) => answer))
  const count = (wanted: Found | null) => found.filter((answer) => answer === wanted).length
  return {
    ...inspection,
    finished_at,
    groups,
    counts: { good: count('good'), soon: count('soon'), now: count('now'), not_checked: count(null) },
  }
}
