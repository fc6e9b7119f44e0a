import { useMemo } from 'react'
import { METHODS, type Method, type Payment } from '@/domain/payment-labels'
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
/**
 * Which payments are shown: all of it stands in the address, so that a link or the back button finds it again.
 * `choices` are the decisions that may be chosen among; without any, it is always the usual one.
 */
export function usePaymentFilters(usual: Shown, choices: readonly Shown[]) {
  const [params, set] = useAddress()
  return useMemo(() => {
    const shown = choices.find((choice) => choice === params.get('tab')) ?? usual
    const wanted = params.get('method') ?? ''
    const method: Method | '' = Object.hasOwn(METHODS, wanted) ? (wanted as Method) : ''
    const manager = params.get('manager') ?? ''
    // Money that goes back is a list of its own.
    const kind: Payment['kind'] = params.get('kind') === 'refund' ? 'refund' : 'payment'
    const period: Period = { from: dayIn(params, 'from'), to: dayIn(params, 'to') }
    const filter: PaymentFilter = {
      ...SHOWN[shown],
      ...(kind === 'refund' && { kind }),
      ...(method && { method }),
      ...(manager && { manager_id: manager }),
      ...(period.from && { from: period.from }),
      ...(period.to && { to: period.to }),
    }
    return {
      shown,
      kind,
      method,
      manager,
      period,
      filter,
      /** How many narrow the list, beside the decision. */
      narrowedBy: [kind === 'refund', method, manager, period.from || period.to].filter(Boolean).length,
      setShown: (value: Shown) => set({ tab: value === usual ? '' : value }),
      setKind: (value: string) => set({ kind: value === 'refund' ? value : '' }),
      setMethod: (value: string) => set({ method: value }),
      setManager: (value: string) => set({ manager: value }),
      setPeriod: ({ from, to }: Period) => set({ from, to }),
      clear: () => set({ kind: '', method: '', manager: '', from: '', to: '' }),
    }
  }, [params, usual, choices, set])
}

export type PaymentFilters = ReturnType<typeof usePaymentFilters>
