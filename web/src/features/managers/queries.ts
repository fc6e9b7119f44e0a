import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, unwrap } from '@/api/client'

export type InviteCode = Schemas['InviteCodeOut']

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
