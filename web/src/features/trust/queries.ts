import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, unwrap, unwrapPage } from '@/api/client'
import { pagesQuery } from '@/api/use-pages'

export type Question = Schemas['ExceptionOut']
export type QuestionKind = Question['kind']
type QuestionState = Question['state']
export type Verdict = NonNullable<Question['answer']>['verdict']
export type TrustSettings = Schemas['ExceptionSettings']
export type TrustSettingsUpdate = Schemas['ExceptionSettingsUpdate']

export interface Wanted {
  state: QuestionState
  kind: QuestionKind | null
  member: string
  isLargest: boolean
}

/** What the owner is asked, in pages. */
export function questionsQuery({ state, kind, member, isLargest }: Wanted) {
  return pagesQuery<Question>(['trust', 'questions', state, kind, member, isLargest], (cursor, signal) =>
    unwrapPage(
      api.GET('/api/exceptions', {
        params: {
          query: {
            state,
            ...(kind && { kind }),
            ...(member && { member_id: member }),
            sort: isLargest ? '-amount' : '-at',
            cursor,
            limit: 30,
          },
        },
        signal,
      }),
    ),
  )
}

/** How much is open, by kind and by member. */
export const questionCountsQuery = queryOptions({
  queryKey: ['trust', 'counts'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/exceptions/counts', { signal })),
  refetchInterval: 60_000,
})

/** From where on something is asked about, and what is not. */
export const trustSettingsQuery = queryOptions({
  queryKey: ['trust', 'settings'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/exceptions/settings', { signal })),
})

export type Discount = Schemas['DiscountRequestOut']

/** Discounts above the cap that somebody asks for. */
export const discountsQuery = queryOptions({
  queryKey: ['trust', 'discounts'],
  queryFn: ({ signal }) =>
    unwrap(api.GET('/api/discount-requests', { params: { query: { state: 'waiting', limit: 50 } }, signal })),
  refetchInterval: 30_000,
})

/** Gives a discount that was asked for, or not. */
export function answerDiscount(id: string, granted: boolean, key: string) {
  return unwrap(
    api.POST('/api/discount-requests/{request_id}/answer', {
      params: { path: { request_id: id }, header: { 'Idempotency-Key': key } },
      body: { granted },
    }),
  )
}

/** Answers a question. */
export function answerQuestion(id: string, body: Schemas['ExceptionAnswer'], key: string) {
  return unwrap(
    api.POST('/api/exceptions/{exception_id}/answer', {
      params: { path: { exception_id: id }, header: { 'Idempotency-Key': key } },
      body,
    }),
  )
}

/** Changes the settings; what is left out stays. */
export function changeTrustSettings(body: TrustSettingsUpdate) {
  return unwrap(api.PUT('/api/exceptions/settings', { body }))
}
