import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, unwrap } from '@/api/client'

export type Manager = Schemas['ManagerOut']

export const managersQuery = queryOptions({
  queryKey: ['managers', 'list'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/managers', { signal })),
})
