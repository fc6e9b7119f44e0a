import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { api, type Schemas, unwrap, unwrapPage } from '@/api/client'
import type { paths } from '@/api/schema.gen'
import { pagesQuery } from '@/lib/use-pages'

export type Job = Schemas['JobOut']
export type JobDetail = Schemas['JobDetail']
export type JobFilter = Omit<NonNullable<paths['/api/jobs']['get']['parameters']['query']>, 'cursor'>

/** The list of jobs, in pages. */
export function jobsQuery(filter: JobFilter) {
  return pagesQuery<Job>(['jobs', 'list', filter], (cursor, signal) =>
    unwrapPage(api.GET('/api/jobs', { params: { query: { ...filter, cursor } }, signal })),
  )
}

/** The first few jobs of a filter, where a page is all that is shown. */
export function fewJobsQuery(filter: JobFilter) {
  return queryOptions({
    queryKey: ['jobs', 'few', filter],
    queryFn: ({ signal }) => unwrap(api.GET('/api/jobs', { params: { query: filter }, signal })),
  })
}

export function jobQuery(id: string) {
  return queryOptions({
    queryKey: ['jobs', 'one', id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/jobs/{job_id}', { params: { path: { job_id: id } }, signal })),
  })
}

/** What happened to a job before what came with it, in pages. */
export function earlierUpdatesQuery(id: string, from: string | undefined) {
  return pagesQuery<Schemas['TimelineEntry']>(['jobs', 'earlier', id, from], (cursor = from, signal) =>
    unwrapPage(
      api.GET('/api/jobs/{job_id}/updates', { params: { path: { job_id: id }, query: { cursor } }, signal }),
    ),
  )
}

/** Everything that shows money or the state of jobs is asked for anew, after something was recorded. */
export function refreshMoney(client: QueryClient) {
  return Promise.all(
    ['jobs', 'payments', 'settlements', 'analytics', 'managers'].map((key) =>
      client.invalidateQueries({ queryKey: [key] }),
    ),
  )
}
