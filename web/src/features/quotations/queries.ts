import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, unwrap, unwrapPage } from '@/api/client'
import { pagesQuery } from '@/api/use-pages'

export type Quotation = Schemas['QuotationOut']
export type QuotationDetail = Schemas['QuotationDetail']
type QuotationState = Quotation['state']

export interface QuotationFilter {
  show: 'open' | 'ended'
  state?: QuotationState[]
}

// Under jobs, so that open pages hear of an answer as they do of a job.
const ALL = ['jobs', 'quotations'] as const

/** The estimates for cars that are not in the garage, in pages. */
export function quotationsQuery(filter: QuotationFilter) {
  const load = (cursor: string | undefined, signal: AbortSignal) =>
    unwrapPage(api.GET('/api/quotations', { params: { query: { ...filter, cursor } }, signal }))
  return pagesQuery<Quotation>([...ALL, 'list', filter], load, true)
}

const named = (id: string) => ({ path: { quotation_id: id } })

export function quotationQuery(id: string) {
  return queryOptions({
    queryKey: [...ALL, 'one', id],
    queryFn: ({ signal }) => unwrap(api.GET('/api/quotations/{quotation_id}', { params: named(id), signal })),
  })
}

const byKey = (key: string) => ({ header: { 'Idempotency-Key': key } })

export function makeQuotation(body: Schemas['QuotationIn'], key: string) {
  return unwrap(api.POST('/api/quotations', { body, params: byKey(key) }))
}

export function changeQuotation(id: string, body: Schemas['QuotationChange']) {
  return unwrap(api.PUT('/api/quotations/{quotation_id}', { body, params: named(id) }))
}

export function sendQuotation(id: string, key: string) {
  return unwrap(api.POST('/api/quotations/{quotation_id}/send', { params: { ...named(id), ...byKey(key) } }))
}

export function answerQuotation(id: string, body: Schemas['QuotationAnswer'], key: string) {
  const params = { ...named(id), ...byKey(key) }
  return unwrap(api.POST('/api/quotations/{quotation_id}/answer', { body, params }))
}

export function beginJob(body: Schemas['JobCreate'], key: string) {
  return unwrap(api.POST('/api/jobs', { body, params: byKey(key) }))
}
