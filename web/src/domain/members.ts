import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, unwrap } from '@/api/client'

export type Member = Schemas['MemberOut']

/** Everybody who belongs to the garage, those who left last; asked anew with whatever moves money or jobs. */
export const membersQuery = queryOptions({
  queryKey: ['managers', 'members'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/members', { signal })),
})

/** Says whether a member can be given jobs. */
export function takesJobs({ is_active, permissions }: Member): boolean {
  return is_active && (permissions.includes('jobs:update') || permissions.includes('work:update'))
}

/** Cash that a member holds and has not handed over yet. */
export function cashToReceive({ cash_in_hand, pending_settlement }: Member): number {
  return cash_in_hand - pending_settlement
}
