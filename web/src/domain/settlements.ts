import { api, type Schemas, unwrapPage } from '@/api/client'
import type { paths } from '@/api/schema.gen'
import { pagesQuery } from '@/api/use-pages'

export type Settlement = Schemas['SettlementOut']
export type SettlementFilter = Omit<
  NonNullable<paths['/api/settlements']['get']['parameters']['query']>,
  'cursor'
>

/** The list of settlements, in pages, newest first, and whether it can be read without a network. */
export function settlementsQuery(filter: SettlementFilter, isKept = false) {
  return pagesQuery<Settlement>(
    ['settlements', 'list', filter],
    (cursor, signal) =>
      unwrapPage(api.GET('/api/settlements', { params: { query: { ...filter, cursor } }, signal })),
    isKept,
  )
}
