import { queryOptions } from '@tanstack/react-query'
import { api, garageHere, type Schemas, unwrap } from '@/api/client'
import { keptOnDevice } from '@/api/kept'

export type Workshop = Schemas['WorkshopOut']

export const workshopQuery = queryOptions({
  queryKey: ['workshop'],
  persister: keptOnDevice,
  meta: { isFrame: true },
  queryFn: async (): Promise<Workshop> => {
    const workshop = await unwrap(api.GET('/api/workshops/me'))
    const here = garageHere()
    // As of who is signed in: what was asked for ahead may be of another garage.
    if (!here || workshop.id === here) return workshop
    return unwrap(api.GET('/api/workshops/me', { params: { query: { workshop: here } } }))
  },
  staleTime: 5 * 60_000,
})
