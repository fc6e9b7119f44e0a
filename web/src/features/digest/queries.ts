import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, unwrap } from '@/api/client'

export type Digest = Schemas['DigestOut']

/** The latest digests, the newest first, and when they are made. */
export const digestsQuery = queryOptions({
  queryKey: ['digests'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/digest', { signal })),
})
