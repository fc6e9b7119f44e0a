import { useIsOwner } from '@/domain/session'
import { MyPayments } from './my-payments'
import { OwnerPayments } from './owner-payments'

export function Component() {
  return useIsOwner() ? <OwnerPayments /> : <MyPayments />
}
