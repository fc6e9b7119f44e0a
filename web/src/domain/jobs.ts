import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, unwrap } from '@/api/client'
import type { paths } from '@/api/schema.gen'

export type Job = Schemas['JobOut']
export type JobDetail = Schemas['JobDetail']
export type JobFilter = Omit<NonNullable<paths['/api/jobs']['get']['parameters']['query']>, 'cursor'>

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
