import { api, type Schemas, unwrapPage } from '@/api/client'
import { pagesQuery } from '@/api/use-pages'
import type { Job, JobFilter } from '@/domain/jobs'

/** The list of jobs, in pages. */
export function jobsQuery(filter: JobFilter) {
  const load = (cursor: string | undefined, signal: AbortSignal) =>
    unwrapPage(api.GET('/api/jobs', { params: { query: { ...filter, cursor } }, signal }))
  return pagesQuery<Job>(['jobs', 'list', filter], load, true)
}

/** What happened to a job before what came with it, in pages. */
export function earlierUpdatesQuery(id: string, from: string | undefined) {
  return pagesQuery<Schemas['TimelineEntry']>(['jobs', 'earlier', id, from], (cursor = from, signal) =>
    unwrapPage(
      api.GET('/api/jobs/{job_id}/updates', { params: { path: { job_id: id }, query: { cursor } }, signal }),
    ),
  )
}
