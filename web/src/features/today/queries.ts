import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, unwrap } from '@/api/client'
import { keptOnDevice } from '@/api/kept'

export type Today = Schemas['Today']
export type ActionKind = Schemas['ActionKind']

/** What needs the owner now. */
export const todayQuery = queryOptions({
  queryKey: ['analytics', 'today'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/today', { signal })),
  persister: keptOnDevice,
  refetchInterval: 30_000,
})
