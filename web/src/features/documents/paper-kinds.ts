import type { PaperKind } from './queries'

export const KINDS: Record<PaperKind, { one: string; many: string }> = {
  invoice: { one: 'Invoice', many: 'Invoices' },
  credit_note: { one: 'Credit note', many: 'Credit notes' },
  receipt: { one: 'Receipt', many: 'Receipts' },
  refund_voucher: { one: 'Refund voucher', many: 'Refunds' },
}
