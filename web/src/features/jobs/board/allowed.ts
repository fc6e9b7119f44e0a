import { type JobStatus, MOVES } from '@/domain/job-status'
import type { Job } from '@/domain/jobs'

type Position = Pick<Job, 'status' | 'remaining_amount'>

const FINISHED: readonly JobStatus[] = ['completed', 'delivered', 'credit_pending']

/** What only some may do with a job. */
export interface MoveRights {
  move: boolean
  reopen: boolean
  /** Close it before it is finished and paid. */
  closeOwing: boolean
}

/** Where a job can go from here. */
export function allowedMoves({ status, remaining_amount }: Position, may: MoveRights): JobStatus[] {
  if (!may.move) return []
  if (status === 'closed') return may.reopen ? ['in_progress', 'completed', 'delivered'] : []
  const owes = remaining_amount > 0
  const moves = [...MOVES[status]]
  if (status === 'completed' && owes) moves.push('credit_pending')
  if (may.closeOwing || (FINISHED.includes(status) && !owes)) moves.push('closed')
  return moves
}

/** Where a job will stand after a move: delivered with money outstanding is on credit. */
export function landing(to: JobStatus, outstanding: number): JobStatus {
  return to === 'delivered' && outstanding > 0 ? 'credit_pending' : to
}
