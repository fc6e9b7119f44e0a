import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, unwrap, unwrapPage } from '@/api/client'
import { pagesQuery } from '@/api/use-pages'

export type Message = Schemas['MessageOut']
export type MessageState = Message['state']
export type MessageSettings = Schemas['MessageSettingsOut']
export type Template = Schemas['TemplateOut']
export type Preview = Schemas['Preview']
export type EventByHand = Schemas['MessageIn']['event']
export type Channel = Message['channel']
export type Consent = Schemas['ConsentOut']

/** All messages, in pages, newest first. */
export function messagesQuery(state: readonly MessageState[] | undefined) {
  return pagesQuery<Message>(['messages', 'list', state], (cursor, signal) =>
    unwrapPage(
      api.GET('/api/messages', { params: { query: { cursor, state: state && [...state] } }, signal }),
    ),
  )
}

/** The last messages about one job. */
export function jobMessagesQuery(jobId: string) {
  return queryOptions({
    queryKey: ['messages', 'job', jobId],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/messages', { params: { query: { job_id: jobId, limit: 20 } }, signal })),
  })
}

/** Whom reminding all who owe would write to, and in how many days. */
export const remindersQuery = queryOptions({
  queryKey: ['messages', 'reminders'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/messages/reminders', { signal })),
  staleTime: 0,
  gcTime: 0,
})

/** A message about a job as it would be sent. */
export function previewQuery(jobId: string, event: NonNullable<EventByHand>) {
  return queryOptions({
    queryKey: ['messages', 'preview', jobId, event],
    queryFn: ({ signal }) =>
      unwrap(api.POST('/api/messages/preview', { body: { job_id: jobId, event }, signal })),
    gcTime: 0,
  })
}

export const messageSettingsQuery = queryOptions({
  queryKey: ['messages', 'settings'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/messages/settings', { signal })),
})

export const templatesQuery = queryOptions({
  queryKey: ['messages', 'templates'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/messages/templates', { signal })),
})

/** What each address of a customer said about messages. */
export function consentsQuery(customerId: string) {
  return queryOptions({
    queryKey: ['messages', 'consents', customerId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/customers/{customer_id}/consents', {
          params: { path: { customer_id: customerId } },
          signal,
        }),
      ),
  })
}
