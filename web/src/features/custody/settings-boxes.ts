import type { Schemas } from '@/api/client'
import { readAmount } from '@/lib/amount'
import { plainNumber } from '@/lib/digits'
import type { Limits } from './queries'

/** What stands in the boxes, as typed. */
export interface Boxes {
  amount: string
  hours: string
  needsWord: boolean
  counts: string
}

/** Limits as they stand in the boxes. */
export function boxesOf({ amount, age_hours, needs_word, counts_a_month }: Limits): Boxes {
  return {
    amount: amount === null ? '' : String(amount),
    hours: age_hours === null ? '' : String(age_hours),
    needsWord: needs_word,
    counts: String(counts_a_month),
  }
}

/** What is saved of the boxes, or why not. */
export function readBoxes(boxes: Boxes, decimals: number): { limits: Schemas['LimitsIn'] } | { why: string } {
  const amount = boxes.amount.trim() === '' ? null : readAmount(boxes.amount, decimals)
  if (amount !== null && (!amount.ok || amount.amount <= 0)) {
    return { why: 'Enter an amount above 0, or leave it empty for any amount.' }
  }
  const hours = boxes.hours.trim() === '' ? null : Number(plainNumber(boxes.hours))
  if (hours !== null && !(Number.isInteger(hours) && hours >= 1 && hours <= 8760)) {
    return { why: 'Enter hours from 1 to 8,760, or leave them empty.' }
  }
  const counts = Number(plainNumber(boxes.counts.trim() || '0'))
  if (!(Number.isInteger(counts) && counts >= 0 && counts <= 31)) {
    return { why: 'Enter from 0 to 31 surprise counts a month.' }
  }
  if (boxes.needsWord && amount === null && hours === null) {
    return { why: 'Set a limit first: without one, no permission is needed.' }
  }
  return {
    limits: {
      amount: amount?.ok ? amount.amount : null,
      age_hours: hours,
      needs_word: boxes.needsWord,
      counts_a_month: counts,
    },
  }
}
