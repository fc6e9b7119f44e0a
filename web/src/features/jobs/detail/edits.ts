import type { Job } from '@/domain/jobs'
import { shownPhone } from '@/domain/phone'
import { readAmount, typedAmount } from '@/lib/amount'
import { EMPTY_JOB, type JobText } from '../job-form'

type JobField = keyof JobText

const JOB_FIELDS = Object.keys(EMPTY_JOB) as JobField[]

/** What a person's edits are compared with: the job as it was read, and its version. */
export interface Base {
  text: JobText
  version: number
}

export interface Meanwhile {
  field: JobField
  theirs: string
  /** What this person typed otherwise; null when the field was left alone. */
  yours: string | null
}

/** A job as a person would type it. */
export function baseOf(job: Job, decimals: number): Base {
  return {
    text: {
      vehicle_number: job.vehicle_number,
      customer_name: job.customer_name,
      phone: shownPhone(job.phone),
      car_model: job.car_model,
      work_description: job.work_description,
      estimated_amount: job.estimate_to_follow ? '' : typedAmount(job.estimated_amount, decimals),
      planned_completion_days: String(job.planned_completion_days),
      address: job.address ?? '',
      parts_required: job.parts_required ?? '',
      worker_assigned: job.worker_assigned ?? '',
      internal_notes: job.internal_notes ?? '',
      customer_gst_number: job.customer_gst_number ?? '',
      place_of_supply: job.place_of_supply ?? '',
    },
    version: job.version,
  }
}

function isSame(field: JobField, one: string, other: string, decimals: number): boolean {
  if (one.trim() === other.trim()) return true
  if (field !== 'estimated_amount') return false
  const [first, second] = [readAmount(one, decimals), readAmount(other, decimals)]
  return first.ok && second.ok && first.amount === second.amount
}

/** The fields that a person changed. */
export function changedFields(base: JobText, typed: JobText, decimals: number): JobField[] {
  return JOB_FIELDS.filter((field) => !isSame(field, base[field], typed[field], decimals))
}

/** What somebody else changed since the job was read, beside what this person typed. */
export function changedMeanwhile(
  base: JobText,
  theirs: JobText,
  typed: JobText,
  decimals: number,
): Meanwhile[] {
  return changedFields(base, theirs, decimals)
    .filter((field) => !isSame(field, theirs[field], typed[field], decimals))
    .map((field) => ({
      field,
      theirs: theirs[field],
      yours: isSame(field, base[field], typed[field], decimals) ? null : typed[field],
    }))
}
