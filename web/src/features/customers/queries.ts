import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, unwrap, unwrapPage } from '@/api/client'
import { keptOnDevice } from '@/api/kept'
import { pagesQuery } from '@/api/use-pages'

export type Customer = Schemas['CustomerOut']
export type CustomerDetail = Schemas['CustomerDetail']

/** Customers whose name or phone begins so, or all, newest first. */
export function customersQuery(q: string) {
  const load = (cursor: string | undefined, signal: AbortSignal) =>
    unwrapPage(api.GET('/api/customers', { params: { query: { ...(q && { q }), cursor } }, signal }))
  return pagesQuery<Customer>(['customers', 'list', q], load, true)
}

/** The first few customers whose name or phone begins so. */
export function fewCustomersQuery(q: string, limit: number) {
  return queryOptions({
    queryKey: ['customers', 'few', q, limit],
    queryFn: ({ signal }) => unwrap(api.GET('/api/customers', { params: { query: { q, limit } }, signal })),
  })
}

/** A customer with vehicles, jobs, papers and what is owed. */
export function customerQuery(id: string) {
  return queryOptions({
    queryKey: ['customers', 'one', id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/customers/{customer_id}', { params: { path: { customer_id: id } }, signal })),
    persister: keptOnDevice,
  })
}
