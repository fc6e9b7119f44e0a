import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, unwrap } from '@/api/client'

export type DeadTask = Schemas['DeadTaskOut']
export type Verification = Schemas['VerificationOut']

export type Outside = Schemas['OutsideOut']

const RARELY_MS = 5 * 60_000

/** When the books were last checked, and what was found. */
export const verificationQuery = queryOptions({
  queryKey: ['oversight', 'verification'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/verification', { signal })),
  staleTime: RARELY_MS,
})

/** Work beside the requests that was tried again and again and could not be done. */
export const deadTasksQuery = queryOptions({
  queryKey: ['oversight', 'dead-tasks'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/tasks/dead', { signal })),
  staleTime: RARELY_MS,
})

/** What whoever runs the server has set up outside of RevOps, and what is wrong with it. */
export const outsideQuery = queryOptions({
  queryKey: ['oversight', 'outside'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/outside', { signal })),
  staleTime: RARELY_MS,
})
