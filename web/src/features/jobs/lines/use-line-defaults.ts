import { useQuery } from '@tanstack/react-query'
import { billingQuery } from '@/features/billing/queries'
import { percentText } from '@/lib/percent'
import type { Item } from './line-form'

/** What stands for the rate and the code of a line that names none: the billing settings of today. */
export function useLineDefaults(): (kind: Item['kind']) => { tax_percent: string; hsn_sac: string } {
  const { data } = useQuery(billingQuery)
  return (kind) => {
    if (!data) return { tax_percent: '', hsn_sac: '' }
    const { labour_tax_rate_bp, part_tax_rate_bp, labour_sac, part_hsn } = data.current
    return kind === 'labour'
      ? { tax_percent: percentText(labour_tax_rate_bp), hsn_sac: labour_sac }
      : { tax_percent: percentText(part_tax_rate_bp), hsn_sac: part_hsn }
  }
}
