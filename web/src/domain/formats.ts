import { useQuery } from '@tanstack/react-query'
import { createContext, useContext, useMemo } from 'react'
import { now } from '@/lib/clock'
import { COMMON } from '@/lib/common-words'
import { clock, dayOf, daysUntil, spokenDay } from '@/lib/days'
import { count, decimalsOf, exactMoney, money, shortMoney } from '@/lib/money'
import { useWords } from '@/lib/words'
import { countryOf } from './country'
import { workshopQuery } from './workshop'

/** How amounts and times of one currency and time zone are written. */
function makeFormats(currency: string, timezone: string, words = COMMON.en) {
  return {
    currency,
    timezone,
    get decimals() {
      return decimalsOf(currency)
    },
    money: (amount: number) => money(amount, currency),
    /** Cash in somebody's hand; null while it is to be counted without knowing how much there must be. */
    held: (amount: number | null) => (amount === null ? 'To count' : money(amount, currency)),
    exactMoney: (amount: number) => exactMoney(amount, currency),
    shortMoney: (amount: number) => shortMoney(amount, currency),
    count: (number: number) => count(number, currency),
    day: (instant: string) => spokenDay(instant, timezone, now(), words),
    dayTime: (instant: string) =>
      `${spokenDay(instant, timezone, now(), words)}, ${clock(instant, timezone)}`,
    today: () => dayOf(now(), timezone),
    daysUntil: (instant: string) => daysUntil(instant, timezone),
  }
}

const FormatsContext = createContext(makeFormats('INR', 'Asia/Kolkata'))
export const FormatsProvider = FormatsContext.Provider

/** The formats of the workshop, made once for all that is shown. */
export function useWorkshopFormats() {
  const { data } = useQuery(workshopQuery)
  const { currency = 'INR', timezone = 'Asia/Kolkata' } = data ?? {}
  const words = useWords(COMMON)
  return useMemo(() => makeFormats(currency, timezone, words), [currency, timezone, words])
}

/** The workshop's way of writing money and time. */
export function useFormats() {
  return useContext(FormatsContext)
}

/** The country of the garage at hand. */
export function useCountry() {
  return countryOf(useFormats().currency)
}
