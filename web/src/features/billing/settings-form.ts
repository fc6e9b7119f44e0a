import type { Schemas } from '@/api/client'
import { plainNumber } from '@/lib/digits'
import { percentText, readPercent } from '@/lib/percent'
import { optional } from '@/lib/schema'
import { z } from '@/lib/zod'
import type { BillingSettings } from './queries'

type BillingChange = Schemas['BillingChange']

/** The settings as a person types them. */
export function textOf(settings: BillingSettings) {
  return {
    prices_include_tax: settings.prices_include_tax,
    round_totals: settings.round_totals,
    labour_tax_rate_bp: percentText(settings.labour_tax_rate_bp),
    part_tax_rate_bp: percentText(settings.part_tax_rate_bp),
    labour_sac: settings.labour_sac,
    part_hsn: settings.part_hsn,
    invoice_prefix: settings.invoice_prefix,
    bill_prefix: settings.bill_prefix,
    credit_note_prefix: settings.credit_note_prefix,
    receipt_prefix: settings.receipt_prefix,
    refund_voucher_prefix: settings.refund_voucher_prefix,
    vpa: settings.vpa ?? '',
    terms: settings.terms ?? '',
  }
}

export type BillingText = ReturnType<typeof textOf>
type Setting = keyof BillingText

const rate = z.string().transform((text, context) => {
  const basisPoints = readPercent(text)
  if (basisPoints !== null) return basisPoints
  context.addIssue({ code: 'custom', message: 'Enter a rate such as 18 or 2.5.' })
  return z.NEVER
})
const code = z
  .string()
  .transform(plainNumber)
  .pipe(z.string().regex(/^\d{4,8}$/, '4 to 8 digits.'))
const prefix = z
  .string()
  .transform((text) => plainNumber(text).toUpperCase())
  .pipe(z.string().regex(/^[A-Z1-9][A-Z0-9-]{0,3}$/, 'One to four letters or digits.'))

export const billingSchema = z.object({
  effective_from: z.string().min(1, 'Choose the first day.'),
  prices_include_tax: z.boolean(),
  round_totals: z.boolean(),
  labour_tax_rate_bp: rate,
  part_tax_rate_bp: rate,
  labour_sac: code,
  part_hsn: code,
  invoice_prefix: prefix,
  bill_prefix: prefix,
  credit_note_prefix: prefix,
  receipt_prefix: prefix,
  refund_voucher_prefix: prefix,
  vpa: optional(32),
  terms: optional(2000),
})

/** What is sent: what was changed, and the day it is in force from. */
export function changeOf(
  read: z.output<typeof billingSchema>,
  changed: readonly Setting[],
  today: string,
): BillingChange {
  const change: BillingChange = Object.fromEntries(changed.map((name) => [name, read[name]]))
  return read.effective_from === today ? change : { ...change, effective_from: read.effective_from }
}
