import { api, unwrap, unwrapPage } from '@/api/client'
import type { paths } from '@/api/schema.gen'
import { pagesQuery } from '@/api/use-pages'
import type { Payment } from '@/domain/payment-labels'
import { withPassword } from '@/features/auth/with-password'

export type PaymentFilter = Omit<NonNullable<paths['/api/payments']['get']['parameters']['query']>, 'cursor'>

/** The list of payments, in pages, newest first. */
export function paymentsQuery(filter: PaymentFilter) {
  return pagesQuery<Payment>(['payments', 'list', filter], (cursor, signal) =>
    unwrapPage(api.GET('/api/payments', { params: { query: { ...filter, cursor } }, signal })),
  )
}

/** The owner's yes to a payment, with the password where the garage asks for it above a sum. */
export function confirmPayment(id: string) {
  return withPassword((password) =>
    unwrap(
      api.PUT('/api/payments/{payment_id}/confirm', {
        params: { path: { payment_id: id } },
        ...(password !== undefined && { body: { password } }),
        // Kept alive, so that closing the tab does not cut off what was decided.
        keepalive: true,
      }),
    ),
  )
}
