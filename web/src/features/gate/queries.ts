import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, unwrap } from '@/api/client'
import { keptOnDevice } from '@/api/kept'

export type Direction = Schemas['Direction']
export type Sighting = Schemas['SightingOut']
export type Recorded = Schemas['SightingRecorded']
export type SeenCar = Schemas['SeenCar']

/** What whoever is at the gate has recorded today. */
export const gateQuery = queryOptions({
  queryKey: ['gate', 'mine'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/gate', { signal })),
  persister: keptOnDevice,
})

/** How a job stands with the gate. */
export function jobAtGateQuery(jobId: string) {
  return queryOptions({
    queryKey: ['gate', 'job', jobId],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/jobs/{job_id}/gate', { params: { path: { job_id: jobId } }, signal })),
  })
}

/** The gate pass of a job, made on first need. */
export function passQuery(jobId: string) {
  return queryOptions({
    queryKey: ['gate', 'job', jobId, 'pass'],
    queryFn: ({ signal }) =>
      unwrap(api.PUT('/api/jobs/{job_id}/gate/pass', { params: { path: { job_id: jobId } }, signal })),
    retry: false,
  })
}

/** A day at the gate: its cars and its jobs. */
export function dayAtGateQuery(day: string) {
  return queryOptions({
    queryKey: ['gate', 'day', day],
    queryFn: ({ signal }) => unwrap(api.GET('/api/gate/days/{day}', { params: { path: { day } }, signal })),
  })
}

/** What the gate checks by. */
export const gateSettingsQuery = queryOptions({
  queryKey: ['gate', 'settings'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/gate/settings', { signal })),
})
