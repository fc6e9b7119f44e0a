import { isOpen, type JobStatus, STATUS } from '@/domain/job-status'

// The move that most jobs make next.
const NATURAL: Partial<Record<JobStatus, JobStatus>> = {
  pending: 'in_progress',
  in_progress: 'completed',
  waiting_for_parts: 'in_progress',
  completed: 'delivered',
  delivered: 'closed',
}

interface Position {
  status: JobStatus
  remaining_amount: number
  allowed_statuses: readonly JobStatus[]
}

/** Where a job can go from here: the natural move first, if there is one, then the others. */
export function movesOf({ status, remaining_amount, allowed_statuses }: Position): {
  next: JobStatus | null
  others: JobStatus[]
} {
  const owes = remaining_amount > 0
  // With money outstanding, to deliver is to deliver on credit: one move, under its true name.
  const moves = allowed_statuses
    .map((move) => (move === 'delivered' && owes ? 'credit_pending' : move))
    .filter((move, index, all) => all.indexOf(move) === index)
  const natural = NATURAL[status]
  const wanted = natural === 'delivered' && owes ? 'credit_pending' : natural
  const next = wanted && moves.includes(wanted) ? wanted : null
  return { next, others: moves.filter((move) => move !== next) }
}

/** What a person presses for a move. */
export function moveWords(from: JobStatus, to: JobStatus): string {
  if (from === 'closed') return `Reopen as ${STATUS[to].label.toLowerCase()}`
  if (to === 'in_progress') {
    if (from === 'waiting_for_parts') return 'Continue work'
    if (!isOpen(from)) return 'Reopen work'
  }
  return STATUS[to].action
}
