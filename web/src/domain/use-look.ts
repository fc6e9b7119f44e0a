import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api, type Schemas, unwrap } from '@/api/client'
import type { Currency } from '@/lib/currencies'
import { useDebounced } from '@/lib/use-debounced'

const PAUSE_MS = 700

type Typed = Omit<Schemas['Typed'], 'currency'> & { currency: string }
type Look = Partial<Schemas['TypedLook']>

/** What looks odd about what is typed, once typing rests. Nothing is said without a network. */
export function useLook(typed: Typed): Look {
  const { currency, phone = '', vehicle_number = '', gst_number = '' } = typed
  const now = JSON.stringify({ currency, phone, vehicle_number, gst_number } satisfies Typed)
  const rested = useDebounced(now, PAUSE_MS)
  const look = useQuery({
    queryKey: ['look', rested],
    queryFn: ({ signal }) =>
      unwrap(api.POST('/api/workshops/look', { body: JSON.parse(rested) as Schemas['Typed'], signal })),
    enabled: [phone, vehicle_number, gst_number].some((text) => text?.trim()),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  // Of a text that is typed on, nothing is said.
  return rested === now && !look.isPlaceholderData ? (look.data ?? {}) : {}
}

/** What looks odd about the phone that a visitor types, once typing rests. */
export function usePhoneLook(phone: string, currency: Currency): string | null {
  const rested = useDebounced(phone, PAUSE_MS)
  const look = useQuery({
    queryKey: ['phone-look', currency, rested],
    queryFn: ({ signal }) =>
      unwrap(api.POST('/api/auth/look', { body: { phone: rested, currency }, signal })),
    enabled: rested.trim() !== '',
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  return rested === phone ? (look.data?.phone ?? null) : null
}
