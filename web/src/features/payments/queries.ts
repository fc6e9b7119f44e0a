import { api, unwrapPage } from '@/api/client'
import type { paths } from '@/api/schema.gen'
import { pagesQuery } from '@/lib/use-pages'
import type { Payment } from './words'

export type PaymentFilter = Omit<NonNullable<paths['/api/payments']['get']['parameters']['query']>, 'cursor'>

/** The list of payments, in pages, newest first. */
export function paymentsQuery(filter: PaymentFilter) {
  return pagesQuery<Payment>(['payments', 'list', filter], (cursor, signal) =>
    unwrapPage(api.GET('/api/payments', { params: { query: { ...filter, cursor } }, signal })),
  )
}
