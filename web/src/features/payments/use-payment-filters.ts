import { useMemo } from 'react'
import { METHODS, type Method } from '@/domain/payment-labels'
import type { Period } from '@/lib/named-periods'
import { dayIn, useAddress } from '@/lib/use-address'
import type { PaymentFilter } from './queries'

export type Shown = 'awaiting' | 'confirmed' | 'rejected' | 'all'

const SHOWN: Record<Shown, PaymentFilter> = {
  awaiting: { confirmed: false, rejected: false },
  confirmed: { confirmed: true },
  rejected: { rejected: true },
  all: {},
}
/** Which payments are shown: all of it stands in the address, so that a link or the back button finds it again. */
export function usePaymentFilters(usual: Shown) {
  const [params, set] = useAddress()
  return useMemo(() => {
    const tab = params.get('tab') ?? usual
    const shown = Object.hasOwn(SHOWN, tab) ? (tab as Shown) : usual
    const wanted = params.get('method') ?? ''
    const method: Method | '' = Object.hasOwn(METHODS, wanted) ? (wanted as Method) : ''
    const manager = params.get('manager') ?? ''
    const period: Period = { from: dayIn(params, 'from'), to: dayIn(params, 'to') }
    const filter: PaymentFilter = {
      ...SHOWN[shown],
      ...(method && { method }),
      ...(manager && { manager_id: manager }),
      ...(period.from && { from: period.from }),
      ...(period.to && { to: period.to }),
    }
    return {
      shown,
      method,
      manager,
      period,
      filter,
      /** How many narrow the list, beside the decision. */
      narrowedBy: [method, manager, period.from || period.to].filter(Boolean).length,
      setShown: (value: Shown) => set({ tab: value === usual ? '' : value }),
      setMethod: (value: string) => set({ method: value }),
      setManager: (value: string) => set({ manager: value }),
      setPeriod: ({ from, to }: Period) => set({ from, to }),
      clear: () => set({ method: '', manager: '', from: '', to: '' }),
    }
  }, [params, usual, set])
}

export type PaymentFilters = ReturnType<typeof usePaymentFilters>
