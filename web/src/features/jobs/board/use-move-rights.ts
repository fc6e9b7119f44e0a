import { useCan } from '@/domain/permissions'
import type { MoveRights } from './allowed'

export function useMoveRights(): MoveRights {
  return {
    move: useCan('jobs:update'),
    reopen: useCan('jobs:reopen'),
    closeOwing: useCan('jobs:close_owing'),
  }
}
