import { expect, it } from 'vitest'
import { billingSchema, changeOf, textOf } from './settings-form'

const settings = {
  prices_include_tax: true,
  round_totals: true,
  labour_tax_rate_bp: 1800,
  part_tax_rate_bp: 2800,
  labour_sac: '998714',
  part_hsn: '8708',
  invoice_prefix: 'INV',
  bill_prefix: 'BILL',
  credit_note_prefix: 'CN',
  receipt_prefix: 'RV',
  refund_voucher_prefix: 'RF',
  vpa: 'garage@upi',
  terms: null,
  has_logo: false,
  logo_id: null,
}

it('sends what was changed, and the day only when it is not today', () => {
  const before = textOf(settings)
  const typed = {
    ...before,
    labour_tax_rate_bp: '12.5',
    vpa: '',
    prices_include_tax: false,
  }
  const changed = ['labour_tax_rate_bp', 'prices_include_tax', 'vpa'] as const
  const read = billingSchema.parse({ ...typed, effective_from: '2027-04-01' })
  expect(changeOf(read, changed, '2026-11-22')).toEqual({
    labour_tax_rate_bp: 1250,
    prices_include_tax: false,
    vpa: null,
    effective_from: '2027-04-01',
  })
  expect(changeOf(read, ['vpa'], '2027-04-01')).toEqual({ vpa: null })
})
