import { OwnerPayments } from './owner-payments'

/** The payments that wait for the owner's decision. */
export function Component() {
  return <OwnerPayments onlyWaiting />
}
