import { counted } from '@/lib/counted'
import { shownDay } from '@/lib/days'
import type { Question } from './queries'

/** What a sentence is made of: who did it, the facts, and how money, days and counts are written. */
export interface Telling {
  who: string
  facts: Question['facts']
  amount: string
  money: (name: string) => string
  number: (name: string) => number
  text: (name: string) => string
}

const AGREED: Record<string, string> = {
  approved: 'the customer had approved it',
  sent: 'it was sent to the customer',
  printed: 'a bill or receipt was printed',
  paid: 'money was paid on it',
  done: 'the work was done',
  begun: 'the work had begun',
}

const METHODS: Record<string, string> = {
  cash: 'in cash',
  upi: 'by UPI',
  card: 'by card',
  bank_transfer: 'by bank transfer',
}

export const CHANGED: Record<string, string> = {
  customer_name: 'name',
  phone: 'phone number',
  vehicle_number: 'plate',
  customer_gst_number: 'tax number',
}

export const SEEN: Record<string, string> = {
  page: 'the customer had opened its page',
  gate: 'the gate had seen the car',
}

/** What there was that the new customer, phone number or plate is not on. */
export function changedWhen({ facts, number, money }: Telling): string {
  if (number('owed_amount') > 0) return `while ${money('owed_amount')} was owed`
  if (number('payments') > 0) return 'around a payment'
  if (facts.after === 'pass') return 'after it had its gate pass'
  return facts.after === 'left' ? 'after the car had left' : 'after a receipt or invoice was issued'
}

export function listed(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? ''
  return `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`
}

export function named(value: unknown, words: Record<string, string>): string {
  return listed((Array.isArray(value) ? value : []).map((one) => words[String(one)] ?? String(one)))
}

/** So many hours as people say them: 30 hours, 12 days and 21 hours. */
export function long(hours: number): string {
  const days = hours < 48 ? 0 : Math.floor(hours / 24)
  const left = hours - days * 24
  return listed([
    ...(days > 0 ? [counted(days, 'day')] : []),
    ...(left > 0 || days === 0 ? [counted(left, 'hour')] : []),
  ])
}
/** Hundredths of a percent, as a percentage with one digit behind the point. */
export const hundredths = (share: number) => Math.round(share / 10) / 10
export const onDay = (day: string) => (day === '' ? 'a day' : shownDay(day))
export const method = (word: string) => METHODS[word] ?? word
export const agreed = ({ facts }: Telling) => `after ${named(facts.agreed, AGREED)}`

/** Who did it, where that is not whom it is about. */
export const by = ({ facts }: Telling) => (typeof facts.by_name === 'string' ? ` by ${facts.by_name}` : '')
