import { queryOptions, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api, type Schemas, unwrap } from '@/api/client'
import { clock, dayOf, daysUntil, spokenDay } from '@/lib/days'
import { decimalsOf, money, shortMoney } from '@/lib/money'

export type Workshop = Schemas['WorkshopOut']

export const workshopQuery = queryOptions({
  queryKey: ['workshop'],
  queryFn: () => unwrap(api.GET('/api/workshops/me')),
  staleTime: 5 * 60_000,
})

/** The workshop's way of writing money and time. Until the workshop is known, that of the home market. */
export function useFormats() {
  const { data } = useQuery(workshopQuery)
  const currency = data?.currency ?? 'INR'
  const timezone = data?.timezone ?? 'Asia/Kolkata'
  return useMemo(
    () => ({
      currency,
      timezone,
      decimals: decimalsOf(currency),
      money: (amount: number) => money(amount, currency),
      shortMoney: (amount: number) => shortMoney(amount, currency),
      day: (instant: string) => spokenDay(instant, timezone),
      dayTime: (instant: string) => `${spokenDay(instant, timezone)}, ${clock(instant, timezone)}`,
      today: () => dayOf(new Date(), timezone),
      daysUntil: (instant: string) => daysUntil(instant, timezone),
    }),
    [currency, timezone],
  )
}
