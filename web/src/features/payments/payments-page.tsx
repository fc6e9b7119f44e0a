import { useIsOwner } from '@/features/auth/session'
import { MyPayments } from './my-payments'
import { OwnerPayments } from './owner-payments'

export function Component() {
  return useIsOwner() ? <OwnerPayments /> : <MyPayments />
}
