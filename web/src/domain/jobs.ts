import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, unwrap } from '@/api/client'
import { keptOnDevice } from '@/api/kept'
import type { paths } from '@/api/schema.gen'

export type Job = Schemas['JobOut']
export type JobDetail = Schemas['JobDetail']
export type JobFilter = Omit<NonNullable<paths['/api/jobs']['get']['parameters']['query']>, 'cursor'>

/** Says whether money can be recorded on a job: something is owed, or its estimate is to follow. */
export function takesMoney(job: Pick<Job, 'estimate_to_follow' | 'remaining_amount' | 'status'>): boolean {
  return (job.remaining_amount > 0 || job.estimate_to_follow) && job.status !== 'closed'
}

/** The first few jobs of a filter, where a page is all that is shown. */
export function fewJobsQuery(filter: JobFilter) {
  return queryOptions({
    queryKey: ['jobs', 'few', filter],
    queryFn: ({ signal }) => unwrap(api.GET('/api/jobs', { params: { query: filter }, signal })),
    persister: keptOnDevice,
  })
}

export function jobQuery(id: string) {
  return queryOptions({
    queryKey: ['jobs', 'one', id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/jobs/{job_id}', { params: { path: { job_id: id } }, signal })),
    persister: keptOnDevice,
  })
}
