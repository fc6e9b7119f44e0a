import { comparedPlate } from '@/domain/plate'
import { plainNumber } from '@/lib/digits'
import { amountText, optional, required } from '@/lib/schema'
import { z } from '@/lib/zod'
import { isState } from './states'

const MAX_DAYS = 365

/** What a person can say about a job, as typed. */
export const EMPTY_JOB = {
  vehicle_number: '',
  customer_name: '',
  phone: '',
  car_model: '',
  work_description: '',
  estimated_amount: '',
  planned_completion_days: '1',
  address: '',
  parts_required: '',
  worker_assigned: '',
  internal_notes: '',
  customer_gst_number: '',
  place_of_supply: '',
}

export type JobText = typeof EMPTY_JOB

/** What of a job is folded away until it is asked for. */
export const MORE_FIELDS = ['worker_assigned', 'parts_required', 'address', 'internal_notes'] as const

/** How each field is read, within the lengths that the server takes; `mayFollow` where the estimate may stay empty. */
export function jobShape(decimals: number, mayFollow = false) {
  return {
    vehicle_number: required('the vehicle number', 20)
      .toUpperCase()
      .refine((plate) => plate.length >= 2 && comparedPlate(plate) !== '', 'Enter letters or digits.'),
    customer_name: required('the customer’s name', 120),
    phone: required('the phone number', 32).min(4, 'This number is too short.'),
    car_model: required('the car', 80),
    work_description: required('what is to be done', 2000),
    estimated_amount: amountText({ decimals, ...(mayFollow ? { empty: 0 } : {}) }),
    planned_completion_days: z
      .string()
      .transform(plainNumber)
      .pipe(z.string().regex(/^\d+$/, 'Enter a number of days.'))
      .transform(Number)
      .refine((days) => days <= MAX_DAYS, `At most ${MAX_DAYS} days.`),
    address: optional(500),
    parts_required: optional(2000),
    worker_assigned: optional(120),
    internal_notes: optional(2000),
    customer_gst_number: optional(32),
    place_of_supply: z.string().transform((code) => (isState(code) ? code : null)),
  }
}
