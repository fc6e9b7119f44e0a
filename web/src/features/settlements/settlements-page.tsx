import { useIsOwner } from '@/domain/session'
import { MyCash } from './my-cash'
import { OwnerSettlements } from './owner-settlements'

export function Component() {
  return useIsOwner() ? <OwnerSettlements /> : <MyCash />
}
