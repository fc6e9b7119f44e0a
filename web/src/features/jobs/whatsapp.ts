import type { useFormats } from '@/domain/formats'
import type { JobDetail } from '@/domain/jobs'
import { whatsAppLink } from '@/domain/phone'
import { inSentence } from '@/lib/days'

type Told = Pick<
  JobDetail,
  | 'car_model'
  | 'customer_name'
  | 'estimate_to_follow'
  | 'estimated_amount'
  | 'number'
  | 'phone'
  | 'remaining_amount'
  | 'status'
  | 'total_paid'
  | 'vehicle_number'
>

const STATES: Record<Told['status'], string | null> = {
  pending: 'We have taken it in.',
  in_progress: 'We are working on it.',
  waiting_for_parts: 'We are waiting for parts.',
  completed: 'It is ready to be collected.',
  delivered: null,
  credit_pending: null,
  closed: null,
}

/** What the garage writes to a customer about a job: what is done and what is due, as of now. */
export function jobMessage(
  job: Told,
  garage: string,
  { money, dayTime }: Pick<ReturnType<typeof useFormats>, 'money' | 'dayTime'>,
  now: Date,
): string {
  const called = job.number === null ? '' : ` (job ${job.number})`
  return [
    `Hello ${job.customer_name}, this is ${garage} about your ${job.car_model} ${job.vehicle_number}${called}.`,
    STATES[job.status],
    owed(job, money),
    job.remaining_amount > 0 && `As of ${inSentence(dayTime(now.toISOString()))}.`,
  ]
    .filter(Boolean)
    .join(' ')
}

function owed(job: Told, money: Money) {
  const { estimated_amount: total, total_paid: paid, remaining_amount: rest } = job
  if (job.estimate_to_follow) {
    const advance = paid > 0 ? `We have received ${money(paid)} in advance. ` : ''
    return `${advance}The estimate is to follow.`
  }
  if (total === 0) return null
  if (rest === 0) return `Total ${money(total)}, paid in full. Thank you.`
  return `Total ${money(total)}, paid ${money(paid)}, balance ${money(rest)}.`
}

type Money = (amount: number) => string

/** A chat with the customer in which the message is already written; null for a number without a country code. */
export function whatsAppToCustomer(...told: Parameters<typeof jobMessage>): string | null {
  const chat = whatsAppLink(told[0].phone)
  return chat && `${chat}?text=${encodeURIComponent(jobMessage(...told))}`
}
