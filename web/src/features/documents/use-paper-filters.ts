import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'
import type { Period } from '@/features/payments/period'
import type { PaperFilter, PaperKind } from './queries'
import { KINDS } from './words'

export type ShownPapers = PaperKind | 'all'

const DAY = /^\d{4}-\d{2}-\d{2}$/

function dayIn(params: URLSearchParams, name: string): string {
  const text = params.get(name) ?? ''
  return DAY.test(text) ? text : ''
}

/** Which papers are shown; all of it stands in the address. */
export function usePaperFilters() {
  const [params, setParams] = useSearchParams()
  const set = useCallback(
    (changes: Record<string, string>) =>
      setParams(
        (before) => {
          const after = new URLSearchParams(before)
          for (const [name, value] of Object.entries(changes)) {
            if (value === '') after.delete(name)
            else after.set(name, value)
          }
          return after
        },
        { replace: true },
      ),
    [setParams],
  )
  return useMemo(() => {
    const wanted = params.get('kind') ?? ''
    const kind: PaperKind | null = Object.hasOwn(KINDS, wanted) ? (wanted as PaperKind) : null
    const period: Period = { from: dayIn(params, 'from'), to: dayIn(params, 'to') }
    const filter: PaperFilter = {
      ...(kind && { kind }),
      ...(period.from && { from: period.from }),
      ...(period.to && { to: period.to }),
    }
    return {
      shown: (kind ?? 'all') as ShownPapers,
      period,
      filter,
      isFiltered: Object.keys(filter).length > 0,
      setShown: (value: ShownPapers) => set({ kind: value === 'all' ? '' : value }),
      setPeriod: ({ from, to }: Period) => set({ from, to }),
      clear: () => set({ kind: '', from: '', to: '' }),
    }
  }, [params, set])
}
