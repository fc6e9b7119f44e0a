import type { Schemas } from '@/api/client'
import { Badge, type Tone } from '@/components/ui/badge'

export type Payment = Schemas['PaymentOut']
export type Method = Payment['method']
export type PaymentType = Payment['payment_type']
export type Verdict = Payment['verdict']

export const METHODS: Record<Method, string> = {
  cash: 'Cash',
  upi: 'UPI',
  card: 'Card',
  bank_transfer: 'Bank',
}
/** A method within a sentence: ₹500 cash. */
export const METHOD_WORDS: Record<Method, string> = {
  cash: 'cash',
  upi: 'UPI',
  card: 'card',
  bank_transfer: 'bank transfer',
}
export const PAYMENT_TYPES: Record<PaymentType, string> = {
  advance: 'Advance',
  partial: 'Part payment',
  final: 'Final payment',
}

const VERDICTS: Record<Verdict, { label: string; tone: Tone }> = {
  pending: { label: 'To confirm', tone: 'warning' },
  confirmed: { label: 'Confirmed', tone: 'success' },
  rejected: { label: 'Rejected', tone: 'danger' },
}

/** The owner's verdict on a payment or a settlement. */
export function VerdictBadge({ verdict }: { verdict: Verdict }) {
  const { label, tone } = VERDICTS[verdict]
  return <Badge tone={tone}>{label}</Badge>
}

export const METHOD_OPTIONS = (Object.keys(METHODS) as Method[]).map((value) => ({
  value,
  label: METHODS[value],
}))
