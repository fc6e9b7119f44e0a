import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, unwrap, unwrapPage } from '@/api/client'
import type { paths } from '@/api/schema.gen'
import { pagesQuery } from '@/api/use-pages'
import { withPassword } from '@/features/auth/with-password'

export type Settlement = Schemas['SettlementOut']
export type SettlementFilter = Omit<
  NonNullable<paths['/api/settlements']['get']['parameters']['query']>,
  'cursor'
>

/** The list of settlements, in pages, newest first. */
export function settlementsQuery(filter: SettlementFilter) {
  return pagesQuery<Settlement>(['settlements', 'list', filter], (cursor, signal) =>
    unwrapPage(api.GET('/api/settlements', { params: { query: { ...filter, cursor } }, signal })),
  )
}

export type Cash = Schemas['Cash']

/** A manager's own cash, and the jobs it came from. */
export const cashQuery = queryOptions({
  queryKey: ['settlements', 'cash'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/settlements/cash', { signal })),
})

export function confirmSettlement(id: string) {
  return withPassword((password) =>
    unwrap(
      api.PUT('/api/settlements/{settlement_id}/confirm', {
        params: { path: { settlement_id: id } },
        ...(password !== undefined && { body: { password } }),
      }),
    ),
  )
}

export function rejectSettlement(id: string, reason: string) {
  return unwrap(
    api.PUT('/api/settlements/{settlement_id}/reject', {
      params: { path: { settlement_id: id } },
      body: { reason },
    }),
  )
}
