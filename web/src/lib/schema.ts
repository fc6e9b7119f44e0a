import { readAmount } from './amount'
import { readKm, readWhole } from './digits'
import { z } from './zod'

/** Whether anything of a text can be seen, not only blanks, fillers and marks. */
function isVisible(text: string): boolean {
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(text.replace(/\p{Default_Ignorable_Code_Point}|\u2800/gu, ''))
}

/** A line that must not be empty. `name` is how the message calls it. */
export function required(name: string, max = 200) {
  return z
    .string()
    .trim()
    .max(max, `At most ${max} characters.`)
    .refine(isVisible, { error: `Enter ${name}.`, abort: true })
}

/** A line that may be empty; then nothing is sent. */
export function optional(max = 2000) {
  return z
    .string()
    .trim()
    .max(max, `At most ${max} characters.`)
    .transform((text) => (text === '' ? null : text))
}

/** What an odometer says; it may be left out. */
export function kilometres() {
  return wholeNumber('Enter whole kilometres.', readKm)
}

/** A whole number that may be left out. */
export function wholeNumber(why: string, read = readWhole) {
  return z
    .string()
    .transform(read)
    .refine((number) => !Number.isNaN(number), why)
}

interface AmountRules {
  decimals: number
  min?: number
  /** The largest amount, and what to say above it. */
  max?: { amount: number; why: string }
  /** What an empty box means; without it, an amount is asked for. */
  empty?: number
}

/** Text of an amount box, made a number by `readAmount`. */
export function amountText({ decimals, min = 0, max, empty }: AmountRules) {
  return z.string().transform((text, context) => {
    if (text.trim() === '' && empty !== undefined) return empty
    const reading = readAmount(text, decimals)
    const refuse = (message: string) => {
      context.addIssue({ code: 'custom', message })
      return z.NEVER
    }
    if (!reading.ok) return refuse(reading.why)
    if (reading.amount < min || (min === 0 && reading.amount < 0))
      return refuse('Enter an amount above zero.')
    if (max && reading.amount > max.amount) return refuse(max.why)
    return reading.amount
  })
}

/** Text of an amount box of money that there is only so much of; `why` is said above it. */
export function amountUpTo(amount: number, decimals: number, why: string) {
  return amountText({ decimals, min: 10 ** -decimals, max: { amount, why } })
}
