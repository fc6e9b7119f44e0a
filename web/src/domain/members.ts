import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, unwrap } from '@/api/client'

export type Member = Schemas['MemberOut']

/** Everybody who belongs to the garage, those who left last; asked anew with whatever moves money or jobs. */
export const membersQuery = queryOptions({
  queryKey: ['managers', 'members'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/members', { signal })),
})

/** Those who can have a job, for whoever may give one to another. */
export const takersQuery = queryOptions({
  queryKey: ['managers', 'takers'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/members/takers', { signal })),
})

/** Cash that a member holds and has not handed over yet; none of it while a hand-over is to be counted unseen. */
export function cashToReceive({ cash_in_hand, pending_settlement }: Member): number {
  return cash_in_hand === null ? 0 : cash_in_hand - pending_settlement
}
