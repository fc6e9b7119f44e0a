import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, unwrap } from '@/api/client'
import { keptOnDevice } from '@/api/kept'

export type Work = Schemas['WorkOut']
export type Step = NonNullable<Schemas['WorkUpdate']['status']>

/** The cars to work on, soonest due first, without any money. */
export const workQuery = queryOptions({
  queryKey: ['work'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/work', { signal })),
  persister: keptOnDevice,
  refetchInterval: 30_000,
})
