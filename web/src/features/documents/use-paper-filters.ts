import { useMemo } from 'react'
import type { Period } from '@/lib/named-periods'
import { dayIn, useAddress } from '@/lib/use-address'
import { KINDS } from './paper-kinds'
import type { PaperFilter, PaperKind } from './queries'

export type ShownPapers = PaperKind | 'all'

/** Which papers are shown; all of it stands in the address. */
export function usePaperFilters() {
  const [params, set] = useAddress()
  return useMemo(() => {
    const wanted = params.get('kind') ?? ''
    const kind: PaperKind | null = Object.hasOwn(KINDS, wanted) ? (wanted as PaperKind) : null
    const period: Period = { from: dayIn(params, 'from'), to: dayIn(params, 'to') }
    const q = params.get('q')?.trim() ?? ''
    const filter: PaperFilter = {
      ...(q && { q }),
      ...(kind && { kind }),
      ...(period.from && { from: period.from }),
      ...(period.to && { to: period.to }),
    }
    return {
      shown: (kind ?? 'all') as ShownPapers,
      period,
      q,
      filter,
      isFiltered: Object.keys(filter).length > 0,
      setShown: (value: ShownPapers) => set({ kind: value === 'all' ? '' : value }),
      setPeriod: ({ from, to }: Period) => set({ from, to }),
      search: (text: string) => set({ q: text }),
      clear: () => set({ q: '', kind: '', from: '', to: '' }),
    }
  }, [params, set])
}
