import type { Tone } from '@/components/ui/badge'
import type { useFormats } from '@/domain/formats'
import { whatsAppLink } from '@/domain/phone'
import { answeredBy } from '@/features/estimates/service-words'
import { inSentence } from '@/lib/days'
import type { Quotation } from './queries'

type Formats = Pick<ReturnType<typeof useFormats>, 'day' | 'money'>

/** Says where an estimate stands: what there is to do about it, or how it ended. */
export function standing(quotation: Quotation): { label: string; tone: Tone } {
  const { state, sent_at: sentAt, is_open: isOpen } = quotation
  if (state === 'begun') return { label: 'Job started', tone: 'neutral' }
  if (state === 'declined') return { label: 'Declined', tone: 'neutral' }
  if (!isOpen) return { label: 'No longer valid', tone: 'neutral' }
  if (state === 'approved') return { label: 'Approved, car to come', tone: 'success' }
  if (state === 'to_follow') return { label: 'Price to follow', tone: 'warning' }
  return sentAt
    ? { label: 'Waiting for an answer', tone: 'info' }
    : { label: 'Not sent yet', tone: 'warning' }
}

/** What happened last, in a line. */
export function lastStep(quotation: Quotation, { day }: Pick<Formats, 'day'>): string {
  const { answered_at: answeredAt, sent_at: sentAt, created_at: madeAt, is_open: isOpen } = quotation
  const until = isOpen ? `, valid until ${inSentence(day(quotation.ends_at))}` : ''
  if (answeredAt) {
    const by = answeredBy(quotation)
    return `Answered ${inSentence(day(answeredAt))}${by ? ` ${by}` : ''}${until}`
  }
  return `${sentAt ? 'Sent' : 'Made'} ${inSentence(day(sentAt ?? madeAt))}${until}`
}

/** What the garage writes to whoever asked for a price, with the link to answer. */
export function quotationMessage(quotation: Quotation, garage: string, url: string, formats: Formats) {
  const { customer_name: name, car_model: car, vehicle_number: plate, estimated_amount: amount } = quotation
  const price = amount === null ? '' : `: ${formats.money(amount)} in all`
  return [
    `Hello ${name}, this is ${garage}.`,
    `Your estimate ${quotation.number} for ${[car, plate].filter(Boolean).join(' ')}${price}.`,
    `Please look at it and tell us yes or no here: ${url}`,
  ].join(' ')
}

/** A chat with whoever asked, in which the message is already written; null for a number without a country code. */
export function chatAbout(
  quotation: Quotation,
  garage: string,
  url: string,
  formats: Formats,
): string | null {
  const chat = whatsAppLink(quotation.phone)
  return chat && `${chat}?text=${encodeURIComponent(quotationMessage(quotation, garage, url, formats))}`
}
