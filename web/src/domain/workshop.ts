import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, unwrap } from '@/api/client'

export type Workshop = Schemas['WorkshopOut']

export const workshopQuery = queryOptions({
  queryKey: ['workshop'],
  queryFn: () => unwrap(api.GET('/api/workshops/me')),
  staleTime: 5 * 60_000,
})
