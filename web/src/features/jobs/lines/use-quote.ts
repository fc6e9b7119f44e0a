import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api, unwrap } from '@/api/client'
import { Problem } from '@/api/problem'
import { useFormats } from '@/domain/formats'
import { useDebounced } from '@/lib/use-debounced'
import { isState } from '../states'
import { type Bill, formField, isBlank, type LineText, readable, withoutPlace } from './line-form'

const REST_MS = 350

interface Customer {
  customer_gst_number: string | null
  place_of_supply: string | null
}

export interface Quote {
  /** What the server makes of the lines; the last answer while the next is on its way. */
  bill: Bill | null
  /** A line's amount by its place in the form. */
  amounts: ReadonlyMap<number, number>
  /** The server's words, by field of the form. */
  wrong: ReadonlyMap<string, string>
  /** How many lines are begun, and not yet such that they can be priced. */
  incomplete: number
  isPending: boolean
  error: unknown
  retry: () => void
}

/** What lines come to, as the server reckons it; asked anew a moment after they were changed. */
export function useQuote(lines: readonly LineText[], customer: Customer): Quote {
  const { decimals } = useFormats()
  // The form hands out one and the same array, changed in place; its text says whether it changed.
  const text = JSON.stringify(lines)
  const settled = useDebounced(text, REST_MS)
  const { body, at, incomplete, count } = useMemo(() => {
    const now = JSON.parse(settled) as LineText[]
    const { items, at: places } = readable(now, decimals)
    const { customer_gst_number, place_of_supply: place } = customer
    return {
      body: { items, customer_gst_number, place_of_supply: place && isState(place) ? place : null },
      at: places,
      count: now.length,
      incomplete: now.filter((line) => !isBlank(line)).length - items.length,
    }
  }, [settled, decimals, customer])
  const isEmpty = body.items.length === 0
  const query = useQuery({
    queryKey: ['price', body],
    queryFn: ({ signal }) => unwrap(api.POST('/api/jobs/price', { body, signal })),
    enabled: !isEmpty,
    placeholderData: keepPreviousData,
    gcTime: 60_000,
    networkMode: 'always',
  })
  const bill = isEmpty || query.isError ? null : (query.data ?? null)
  const { error } = query
  const wrong = useMemo(() => {
    const found = new Map<string, string>()
    if (!(error instanceof Problem) || settled !== text) return found
    for (const { field, message } of error.fields) {
      const name = formField(field, at)
      if (name) found.set(name, withoutPlace(message))
    }
    return found
  }, [error, at, settled, text])
  const amounts = useMemo(() => {
    const found = new Map<number, number>()
    // After a line was removed the others stand elsewhere: no amount until the server has said them anew.
    const areInPlace = lines.length >= count
    if (bill && areInPlace && bill.lines.length === at.length) {
      at.forEach((place, sent) => {
        const line = bill.lines[sent]
        if (line) found.set(place, line.total_amount)
      })
    }
    return found
  }, [bill, at, lines.length, count])
  return {
    bill,
    amounts,
    wrong,
    incomplete,
    isPending: settled !== text || query.isFetching,
    error: isEmpty || wrong.size > 0 ? null : error,
    retry: () => void query.refetch(),
  }
}
