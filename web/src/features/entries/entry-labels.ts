import type { Schemas } from '@/api/client'
import type { Figure } from '@/features/analytics/links'

export type Entry = Schemas['FigureEntry']

/** What happened, in plain words, as far as it matters to the figure. */
export function happened({ kind, amount }: Pick<Entry, 'kind' | 'amount'>, figure: Figure): string {
  switch (kind) {
    case 'job_created':
      return 'Job started'
    case 'job_updated':
      if (figure === 'completed') return 'Work completed'
      if (figure === 'on_time') return 'Completed on time'
      return (amount ?? 0) > 0 ? 'Estimate raised' : 'Estimate lowered'
    case 'discount_answered':
      return 'Discount given'
    case 'job_written_off':
      return 'Written off'
    case 'payment_recorded':
      return 'Payment recorded'
    case 'payment_confirmed':
      return 'Payment confirmed'
    case 'payment_rejected':
      return 'Payment rejected'
    case 'payment_cancelled':
      return 'Payment cancelled'
    case 'refund_recorded':
      return 'Refund'
    case 'refund_rejected':
      return 'Refund rejected'
    case 'refund_cancelled':
      return 'Refund cancelled'
    case 'job_cancelled':
      return 'Job cancelled'
    case 'settlement_submitted':
      return 'Cash handed over'
    case 'settlement_confirmed':
      return 'Cash received'
    case 'settlement_rejected':
      return 'Hand-over rejected'
    case 'settlement_difference':
      return 'Difference of counts'
    case 'settlement_reversed':
      return 'Hand-over reversed'
    case 'cash_difference_booked':
      return 'Cash difference'
    case 'invoice_issued':
      return 'Invoice round-off'
    case 'credit_note_issued':
      return 'Credit note'
    default: {
      // A kind that the server learnt after this page was written still reads as words.
      const words = kind.replaceAll('_', ' ')
      return words.charAt(0).toUpperCase() + words.slice(1)
    }
  }
}

/** What entries add up to. Amounts are added in the smallest unit, so that the sum is exact. */
export function sumOf(entries: readonly Pick<Entry, 'amount' | 'count'>[], decimals: number) {
  const unit = 10 ** decimals
  const minor = entries.reduce((sum, { amount }) => sum + Math.round((amount ?? 0) * unit), 0)
  return { amount: minor / unit, count: entries.reduce((sum, entry) => sum + (entry.count ?? 0), 0) }
}
