import type { Schemas } from '@/api/client'
import type { Country } from './country'

export type Payment = Schemas['PaymentOut']
export type Method = Payment['method']
export type PaymentType = Schemas['PaymentCreate']['payment_type']
export type ReviewStatus = Payment['verdict']

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
export const PAYMENT_TYPES: Record<Payment['payment_type'], string> = {
  advance: 'Advance',
  partial: 'Part payment',
  final: 'Final payment',
  refund: 'Refund',
}

/** So many payments, or refunds; they are listed apart. */
export function countedPayments(count: number, kind: Payment['kind'] | undefined): string {
  const one = kind === 'refund' ? 'refund' : 'payment'
  return `${count} ${count === 1 ? one : `${one}s`}`
}

export const TYPES: [PaymentType, ...PaymentType[]] = ['advance', 'partial', 'final']

/** The ways to pay that there are in a country. */
export function methodOptions({ isIndia }: Country) {
  const there = (Object.keys(METHODS) as Method[]).filter((method) => isIndia || method !== 'upi')
  return there.map((value) => ({ value, label: METHODS[value] }))
}
