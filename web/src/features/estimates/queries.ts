import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, unwrap } from '@/api/client'

export type JobEstimate = Schemas['JobEstimate']
export type Service = Schemas['ServiceOut']
export type Told = NonNullable<Service['told']>
export type Answer = JobEstimate['answers'][number]
export type EstimateSettings = Schemas['EstimateSettings']
export type Word = Schemas['WordOut']
export type UsualJob = Schemas['ServiceTemplateOut']

const ofJob = (jobId: string) => ({ path: { job_id: jobId } })

/** The services of a job, what was sent of them and what was answered. */
export function estimateQuery(jobId: string) {
  return queryOptions({
    queryKey: ['estimates', jobId],
    queryFn: ({ signal }) => unwrap(api.GET('/api/jobs/{job_id}/estimate', { params: ofJob(jobId), signal })),
  })
}

/** The address of the customer's page of a job, made on first need, and when it was opened. */
export function linkQuery(jobId: string) {
  return queryOptions({
    queryKey: ['estimates', jobId, 'link'],
    queryFn: ({ signal }) =>
      unwrap(api.PUT('/api/jobs/{job_id}/customer-link', { params: ofJob(jobId), signal })),
  })
}

/** What the customer signed an answer with. */
export function signatureQuery(jobId: string, answerId: string) {
  return queryOptions({
    queryKey: ['estimates', jobId, 'signature', answerId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/jobs/{job_id}/estimate/answers/{answer_id}/signature', {
          params: { path: { job_id: jobId, answer_id: answerId } },
          signal,
        }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** How the garage asks its customers. */
export const estimateSettingsQuery = queryOptions({
  queryKey: ['estimates', 'settings'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/estimates/settings', { signal })),
})

/** The garage's usual jobs. */
export const serviceTemplatesQuery = queryOptions({
  queryKey: ['service-templates'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/service-templates', { signal })),
  staleTime: 300_000,
})

/** What was declined or not answered at earlier visits of a vehicle, by its record or its plate. */
export function deferredQuery(vehicle: { vehicle_id: string } | { plate: string }) {
  return queryOptions({
    queryKey: ['estimates', 'deferred', vehicle],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/services/deferred', { params: { query: vehicle }, signal })),
  })
}

/** What the owner shows of what the customer of a job said to him. */
export function shownWordsQuery(jobId: string) {
  return queryOptions({
    queryKey: ['estimates', jobId, 'words'],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/jobs/{job_id}/customer-words', { params: ofJob(jobId), signal })),
  })
}

/** What customers said to the owner: what differs, and how it was. */
export const wordsQuery = queryOptions({
  queryKey: ['estimates', 'words'],
  queryFn: ({ signal }) =>
    unwrap(api.GET('/api/customer-words', { params: { query: { limit: 100 } }, signal })),
})

/** Withdraws a service. */
export function withdrawService(jobId: string, serviceId: string) {
  return unwrap(
    api.DELETE('/api/jobs/{job_id}/services/{service_id}', {
      params: { path: { job_id: jobId, service_id: serviceId } },
    }),
  )
}

/** Changes a service that is there. */
export function changeService(jobId: string, serviceId: string, body: Schemas['ServiceUpdate']) {
  return unwrap(
    api.PUT('/api/jobs/{job_id}/services/{service_id}', {
      params: { path: { job_id: jobId, service_id: serviceId } },
      body,
    }),
  )
}

/** Proposes a service. Its id is the browser's, so that it is there once. */
export function addService(jobId: string, body: Schemas['ServiceIn'], key: string) {
  return unwrap(
    api.POST('/api/jobs/{job_id}/services', {
      params: { ...ofJob(jobId), header: { 'Idempotency-Key': key } },
      body,
    }),
  )
}

/** Makes the version that the customer sees from now on. */
export function sendEstimate(jobId: string, key: string) {
  return unwrap(
    api.POST('/api/jobs/{job_id}/estimate/send', {
      params: { ...ofJob(jobId), header: { 'Idempotency-Key': key } },
    }),
  )
}

/** Writes down what the customer told a member of the garage. */
export function recordAnswers(jobId: string, body: Schemas['AnswersIn'], key: string) {
  return unwrap(
    api.POST('/api/jobs/{job_id}/estimate/answers', {
      params: { ...ofJob(jobId), header: { 'Idempotency-Key': key } },
      body,
    }),
  )
}

/** Says what came of a word of a customer. */
export function resolveWord(id: string, note: string, key: string) {
  return unwrap(
    api.POST('/api/customer-words/{word_id}/resolve', {
      params: { path: { word_id: id }, header: { 'Idempotency-Key': key } },
      body: { note },
    }),
  )
}

/** Lets whoever has the job read a word of its customer. */
export function showWord(id: string, key: string) {
  return unwrap(
    api.POST('/api/customer-words/{word_id}/show', {
      params: { path: { word_id: id }, header: { 'Idempotency-Key': key } },
    }),
  )
}

/** Keeps a new usual job of the garage. */
export function addUsualJob(body: Schemas['ServiceTemplateIn'], key: string) {
  return unwrap(api.POST('/api/service-templates', { params: { header: { 'Idempotency-Key': key } }, body }))
}

/** Changes a usual job; one that came with RevOps becomes the garage's own. */
export function changeUsualJob(id: string, body: Schemas['ServiceTemplateIn']) {
  return unwrap(
    api.PUT('/api/service-templates/{template_id}', { params: { path: { template_id: id } }, body }),
  )
}

/** Takes a usual job off the list. */
export function removeUsualJob(id: string) {
  return unwrap(api.DELETE('/api/service-templates/{template_id}', { params: { path: { template_id: id } } }))
}
