import type { Schemas } from '@/api/client'
import { METHOD_WORDS } from '@/domain/payment-labels'
import { newId } from '@/lib/new-id'
import type { Entry, NewEntry } from './store'

/** The advance that was taken with a car, as a payment on the job that the car has already; null where none was. */
export function advanceOf(
  { body, label, jobId, order }: Pick<Entry, 'body' | 'label' | 'jobId' | 'order'>,
  openId: string,
): NewEntry | null {
  const said = JSON.parse(String(body)) as Schemas['JobCreate']
  const { advance_paid: amount = 0, advance_method: method = 'cash' } = said
  if (amount === 0) return null
  return {
    kind: 'payment',
    jobId: openId,
    order: order.replaceAll(jobId, openId),
    label: `Advance, ${METHOD_WORDS[method]}. ${label}`,
    request: { method: 'POST', path: '/api/payments' },
    body: JSON.stringify({ id: newId(), job_id: openId, amount, method, payment_type: 'advance' }),
    typed: { amount: String(amount), method, payment_type: 'advance', reference: '', notes: '' },
  }
}
