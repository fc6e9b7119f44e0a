import { useCan } from '@/domain/permissions'
import { MyPayments } from './my-payments'
import { OwnerPayments } from './owner-payments'

/** All payments that somebody may see. */
export function Component() {
  return useCan('payments:review') ? <OwnerPayments onlyWaiting={false} /> : <MyPayments />
}
