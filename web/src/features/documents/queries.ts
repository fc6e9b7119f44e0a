import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, unwrap, unwrapPage } from '@/api/client'
import type { paths } from '@/api/schema.gen'
import { pagesQuery } from '@/api/use-pages'

export type IssuedPaper = Schemas['DocumentOut']
export type PaperKind = IssuedPaper['kind']
export type PaperFilter = Omit<NonNullable<paths['/api/documents']['get']['parameters']['query']>, 'cursor'>

/** The register of issued papers, in pages, newest first. */
export function papersQuery(filter: PaperFilter) {
  return pagesQuery<IssuedPaper>(['documents', 'list', filter], (cursor, signal) =>
    unwrapPage(api.GET('/api/documents', { params: { query: { ...filter, cursor } }, signal })),
  )
}

/** What was issued on one job, newest first. */
export function jobPapersQuery(jobId: string) {
  return queryOptions({
    queryKey: ['documents', 'job', jobId],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/documents', { params: { query: { job_id: jobId, limit: 200 } }, signal })),
  })
}
