import { api, unwrapPage } from '@/api/client'
import { pagesQuery } from '@/api/use-pages'
import type { Entry } from './entry-labels'
import type { EntryFilter } from './figures'

/** The entries that a figure is made of, in pages. */
export function entriesQuery(filter: EntryFilter) {
  return pagesQuery<Entry>(['analytics', 'entries', filter], (cursor, signal) =>
    unwrapPage(api.GET('/api/analytics/entries', { params: { query: { ...filter, cursor } }, signal })),
  )
}
