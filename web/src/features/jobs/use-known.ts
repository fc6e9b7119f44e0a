import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'
import { keptOnDevice } from '@/api/kept'
import { useCan } from '@/domain/permissions'
import { typedDigits } from '@/domain/phone'
import { comparedPlate } from '@/domain/plate'
import { useDebounced } from '@/lib/use-debounced'
import { type Known, stillMeant, type TypedSoFar } from './known'

const PAUSE_MS = 250
const LEAST_OF_A_PLATE = 4
const LEAST_OF_A_PHONE = 8

/** What the garage knows by the plate and the phone that are typed; without a network, what it said of them last. */
export function useKnown(typed: TypedSoFar): Known | null {
  const canRead = useCan('customers:read')
  const asked = {
    vehicle_number:
      comparedPlate(typed.vehicle_number).length >= LEAST_OF_A_PLATE ? typed.vehicle_number : '',
    phone: typedDigits(typed.phone).length >= LEAST_OF_A_PHONE ? typed.phone : '',
    customer_name: typed.customer_name,
  }
  const rested = useDebounced(JSON.stringify(asked), PAUSE_MS)
  const wanted = JSON.parse(rested) as TypedSoFar
  const { data } = useQuery({
    queryKey: ['customers', 'known', wanted],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/intake/known', {
          params: {
            query: {
              vehicle_number: wanted.vehicle_number.trim() || null,
              phone: wanted.phone.trim() || null,
              customer_name: wanted.customer_name.trim() || null,
            },
          },
          signal,
        }),
      ),
    persister: keptOnDevice,
    enabled: canRead && (asked.vehicle_number !== '' || asked.phone !== ''),
    placeholderData: keepPreviousData,
    retry: false,
  })
  return data ? stillMeant(data, typed) : null
}
