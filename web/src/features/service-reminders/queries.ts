import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, unwrap, unwrapPage } from '@/api/client'
import { pagesQuery } from '@/api/use-pages'

export type ServiceReminder = Schemas['ServiceReminderOut']
export type Deferred = Schemas['DeferredOut']

/** What is due again within a month, or late, the soonest first. */
export const dueQuery = pagesQuery<ServiceReminder>(['service-reminders', 'due'], (cursor, signal) =>
  unwrapPage(api.GET('/api/service-reminders', { params: { query: { cursor } }, signal })),
)

/** What customers were asked about and did not have done, the latest first. */
export const notDoneQuery = pagesQuery<Deferred>(['estimates', 'deferred', 'all'], (cursor, signal) =>
  unwrapPage(api.GET('/api/services/deferred', { params: { query: { cursor } }, signal })),
)

/** All that is due again on a vehicle some time. */
export function ofVehicleQuery(vehicleId: string) {
  return queryOptions({
    queryKey: ['service-reminders', 'vehicle', vehicleId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/service-reminders', {
          params: { query: { vehicle_id: vehicleId, due: 'all' } },
          signal,
        }),
      ),
  })
}

/** What garages usually remind of. */
export const usualQuery = queryOptions({
  queryKey: ['service-reminders', 'usual'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/service-reminders/usual', { signal })),
  staleTime: Number.POSITIVE_INFINITY,
})

/** Sets a reminder after a job. */
export function setReminder(jobId: string, body: Schemas['ServiceReminderIn'], key: string) {
  return unwrap(
    api.POST('/api/jobs/{job_id}/service-reminders', {
      params: { path: { job_id: jobId }, header: { 'Idempotency-Key': key } },
      body,
    }),
  )
}

/** Ends a reminder. */
export function answerReminder(id: string, answer: 'done' | 'not_needed') {
  return unwrap(
    api.PUT('/api/service-reminders/{reminder_id}/answer', {
      params: { path: { reminder_id: id } },
      body: { answer },
    }),
  )
}
