import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, unwrap } from '@/api/client'

export type InviteCode = Schemas['InviteCodeOut']

/** Whether the server can send e-mail. */
export const mailWorksQuery = queryOptions({
  queryKey: ['messages', 'settings'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/messages/settings', { signal })),
  select: ({ channels }) => channels.some(({ channel, is_ready: isReady }) => channel === 'email' && isReady),
  staleTime: 5 * 60_000,
})

export function inviteCodesQuery(workshopId: string) {
  return queryOptions({
    queryKey: ['managers', 'codes', workshopId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/workshops/{workshop_id}/invite-codes', {
          params: { path: { workshop_id: workshopId } },
          signal,
        }),
      ),
  })
}

/** What comes with each role in this garage. */
export const rolesQuery = queryOptions({
  queryKey: ['managers', 'roles'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/members/roles', { signal })),
})

/** How many answers each member wrote down for customers. */
export const toldQuery = queryOptions({
  queryKey: ['estimates', 'told'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/estimates/told', { signal })),
})
