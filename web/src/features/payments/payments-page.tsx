import { useCan } from '@/domain/permissions'
import { MyPayments } from './my-payments'
import { OwnerPayments } from './owner-payments'

export function Component() {
  return useCan('payments:review') ? <OwnerPayments /> : <MyPayments />
}
