import { api, type Schemas, unwrapPage } from '@/api/client'
import { pagesQuery } from '@/api/use-pages'

export type AuditEvent = Schemas['AuditEventOut']
export type AuditKind = AuditEvent['kind']

const PAGE_SIZE = 100

/** Who came in and who was kept out, in pages, newest first. */
export function auditQuery(kind: AuditKind | null) {
  return pagesQuery<AuditEvent>(['audit', kind], (cursor, signal) =>
    unwrapPage(
      api.GET('/api/audit', {
        params: { query: { ...(kind && { kind }), cursor, limit: PAGE_SIZE } },
        signal,
      }),
    ),
  )
}
