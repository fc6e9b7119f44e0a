import { api, unwrap } from '@/api/client'
import { UNDONE } from '@/outbox/back'

/** Cancels a payment or a refund that was recorded a moment ago; twice changes nothing. */
export function cancelUndone(paymentId: string) {
  return unwrap(
    api.POST('/api/payments/{payment_id}/cancel', {
      params: { path: { payment_id: paymentId } },
      body: { reason: UNDONE },
    }),
  )
}
