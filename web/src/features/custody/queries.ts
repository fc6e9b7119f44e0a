import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, unwrap } from '@/api/client'
import { keptOnDevice } from '@/api/kept'
import { newId } from '@/lib/new-id'

export type Custody = Schemas['CustodyOut']
export type Holder = Schemas['HolderOut']
export type Limits = Schemas['LimitsOut']
export type Tally = Schemas['TallyOut']
export type AskedCount = Schemas['CountOut']

/** Who holds the garage's cash, since when; for whoever does not see everybody's, oneself. */
export const custodyQuery = queryOptions({
  queryKey: ['settlements', 'custody'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/custody', { signal })),
  persister: keptOnDevice,
})

/** The count that somebody is asked for now. It is looked for again and again, should nothing tell of it. */
export const askedCountQuery = queryOptions({
  queryKey: ['settlements', 'asked-count'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/custody/counts/asked', { signal })),
  refetchInterval: 60_000,
  staleTime: 0,
})

/** The newest surprise counts. */
export const countsQuery = queryOptions({
  queryKey: ['settlements', 'counts'],
  queryFn: ({ signal }) =>
    unwrap(api.GET('/api/custody/counts', { params: { query: { limit: 5 } }, signal })),
})

/** The newest days. */
export const daysQuery = queryOptions({
  queryKey: ['settlements', 'days'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/custody/days', { params: { query: { limit: 5 } }, signal })),
})

export function bookDifference(of: 'day' | 'count', id: string, reason: string) {
  return unwrap(
    api.POST('/api/custody/differences', {
      body: { of, id, reason },
      params: { header: { 'Idempotency-Key': newId() } },
    }),
  )
}

export function askForCount(memberId: string) {
  return unwrap(
    api.POST('/api/custody/counts', {
      body: { member_id: memberId },
      params: { header: { 'Idempotency-Key': newId() } },
    }),
  )
}

export function allowToday(memberId: string) {
  return unwrap(
    api.POST('/api/custody/members/{member_id}/allow', {
      params: { path: { member_id: memberId }, header: { 'Idempotency-Key': newId() } },
    }),
  )
}

export function saveLimits(memberId: string, limits: Schemas['LimitsIn'] | null) {
  return unwrap(
    api.PUT('/api/custody/members/{member_id}/limits', {
      params: { path: { member_id: memberId } },
      body: { limits },
    }),
  )
}

export function saveSettings(body: Schemas['SettingsIn']) {
  return unwrap(api.PUT('/api/custody/settings', { body }))
}
