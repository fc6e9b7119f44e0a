/** Says one change of the billing settings: labour tax 12%. */
export function changeWords(name: string, value: unknown): string {
  switch (name) {
    case 'prices_include_tax':
      return value ? 'prices include tax' : 'tax is added to the prices'
    case 'round_totals':
      return value ? 'totals are rounded to the whole' : 'totals are not rounded'
    case 'logo_id':
      return value === null ? 'logo removed' : 'new logo'
    case 'terms':
      return value === null ? 'no terms' : 'new terms'
    case 'vpa':
      return value === null ? 'no UPI address' : `UPI address ${value}`
    case 'labour_tax_rate_bp':
      return `labour tax ${Number(value) / 100}%`
    case 'part_tax_rate_bp':
      return `tax on parts ${Number(value) / 100}%`
    default:
      return `${NAMES[name] ?? name.replaceAll('_', ' ')} ${value}`
  }
}

const NAMES: Record<string, string> = {
  labour_sac: 'SAC of labour',
  part_hsn: 'HSN of parts',
  invoice_prefix: 'invoice prefix',
  bill_prefix: 'bill prefix',
  credit_note_prefix: 'credit note prefix',
  receipt_prefix: 'receipt prefix',
  refund_voucher_prefix: 'refund voucher prefix',
}
