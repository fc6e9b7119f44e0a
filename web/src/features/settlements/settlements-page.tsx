import { useCan } from '@/domain/permissions'
import { MyCash } from './my-cash'
import { OwnerSettlements } from './owner-settlements'

export function Component() {
  return useCan('settlements:review') ? <OwnerSettlements /> : <MyCash />
}
