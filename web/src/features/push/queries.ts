import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, unwrap } from '@/api/client'

export type Push = Schemas['PushOut']
export type Device = Schemas['DeviceOut']

/** What somebody is notified of in the garage here, and on which devices. */
export const pushQuery = queryOptions({
  queryKey: ['push'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/push', { signal })),
})
