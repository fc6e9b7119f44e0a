import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, unwrap } from '@/api/client'

export type Reply = Schemas['ReplyOut']
export type WhatsAppTemplate = Schemas['WhatsAppTemplateOut']

/** Whether Meta answers for the number, and which templates it has approved. */
export const whatsAppQuery = queryOptions({
  queryKey: ['whatsapp', 'account'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/messages/whatsapp', { signal })),
})

/** What customers wrote by WhatsApp, the latest first; of one job when it is named. */
export const repliesQuery = (jobId?: string) =>
  queryOptions({
    queryKey: ['whatsapp', 'replies', jobId ?? 'all'],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/messages/replies', { params: { query: { job_id: jobId } }, signal })),
  })

/** The ways to send that are stopped until somebody has done something, and why. */
export const stoppedQuery = queryOptions({
  queryKey: ['messages', 'settings'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/messages/settings', { signal })),
  select: ({ channels }) =>
    channels.flatMap(({ channel, stopped_at: stoppedAt, reason, parts }) => [
      ...(stoppedAt === null ? [] : [{ channel, part: null, reason }]),
      ...parts.map((stopped) => ({ channel, part: stopped.part, reason: stopped.reason })),
    ]),
  staleTime: 5 * 60_000,
})
