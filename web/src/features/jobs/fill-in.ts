import type { Job } from '@/domain/jobs'
import { shownPhone, typedDigits } from '@/domain/phone'
import { comparedPlate } from '@/domain/plate'

const FILLED = ['vehicle_number', 'customer_name', 'phone', 'car_model', 'address'] as const
type FilledField = (typeof FILLED)[number]
export type Fill = Partial<Record<FilledField, string>>

/** What a form is filled from: an earlier visit, or what the garage knows by a plate or a phone. */
export type Source = Pick<Job, 'id' | FilledField> & { created_at: string | null }

interface FillIn {
  /** What is put into the form. */
  values: Fill
  /** What the visit says otherwise than a person typed: kept as typed, unless that person wants the visit's. */
  kept: Fill
}

const COMPARED: Record<FilledField, (text: string) => string> = {
  vehicle_number: comparedPlate,
  phone: typedDigits,
  customer_name: folded,
  car_model: folded,
  address: folded,
}
// As many as the shortest number without its country code, in Kuwait or Qatar.
const LEAST_DIGITS = 8

function isSame(field: FilledField, one: string, other: string): boolean {
  const compared = COMPARED[field]
  if (field !== 'phone') return compared(one) === compared(other)
  return isSamePhone(one, other)
}

/** Whether what is typed is this number, with or without its country code. */
export function isSamePhone(one: string, other: string): boolean {
  const [first, second] = [typedDigits(one), typedDigits(other)]
  return second.length >= LEAST_DIGITS && (first.endsWith(second) || second.endsWith(first))
}

function folded(text: string): string {
  return text.trim().toLowerCase().replace(/\s+/g, ' ')
}

/**
 * What an earlier visit brings into the form of a new job.
 *
 * Empty fields, fields filled from another visit before, and beginnings of what the visit says are filled. What was
 * typed otherwise stays. Another car of the same customer brings the customer only.
 */
export function fillIn(
  visit: Source,
  typed: Record<FilledField, string>,
  filledBefore: Fill,
  sameCar: boolean,
): FillIn {
  const found: FillIn = { values: {}, kept: {} }
  for (const field of FILLED) {
    if (!sameCar && (field === 'vehicle_number' || field === 'car_model')) continue
    const offered = field === 'phone' ? shownPhone(visit.phone) : (visit[field] ?? '')
    const now = typed[field]
    if (offered === '' || isSame(field, offered, now)) continue
    const isOurs = now.trim() === '' || now === filledBefore[field]
    const compared = COMPARED[field]
    if (isOurs || compared(offered).includes(compared(now))) found.values[field] = offered
    else found.kept[field] = offered
  }
  return found
}

/** What a source brings into fields that are empty; nothing that was typed is touched. */
export function fillEmpty(source: Source, typed: Record<FilledField, string>): Fill {
  const values: Fill = {}
  for (const field of FILLED) {
    const offered = field === 'phone' ? shownPhone(source.phone) : (source[field] ?? '')
    if (typed[field].trim() === '' && offered !== '') values[field] = offered
  }
  return values
}

/** One offer per car and customer, the latest visit of each. */
export function distinctVisits(visits: readonly Job[]): Job[] {
  const seen = new Set<string>()
  return visits.filter((visit) => {
    const key = `${comparedPlate(visit.vehicle_number)} ${visit.phone} ${visit.customer_name}`
    return !seen.has(key) && seen.add(key)
  })
}
