import { useCan } from '@/domain/permissions'
import type { MoveRights } from './allowed'

export function useMoveRights(): MoveRights {
  return { reopen: useCan('jobs:reopen'), closeOwing: useCan('jobs:close_owing') }
}
