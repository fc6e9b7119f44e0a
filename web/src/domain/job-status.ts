import type { Schemas } from '@/api/client'

export type JobStatus = Schemas['JobStatus']

interface StatusLook {
  label: string
  /** The dot's and the chart's colour. */
  color: string
  /** What a person presses to move a job here. */
  action: string
}

// A full record: a new status on the server fails to compile until it is named here.
export const STATUS: Record<JobStatus, StatusLook> = {
  pending: { label: 'Pending', color: 'var(--status-pending)', action: 'Back to pending' },
  in_progress: { label: 'In progress', color: 'var(--status-in-progress)', action: 'Start work' },
  waiting_for_parts: { label: 'Parts awaited', color: 'var(--status-waiting)', action: 'Parts awaited' },
  completed: { label: 'Completed', color: 'var(--status-completed)', action: 'Work completed' },
  delivered: { label: 'Delivered', color: 'var(--status-delivered)', action: 'Deliver' },
  credit_pending: { label: 'On credit', color: 'var(--status-credit)', action: 'Deliver on credit' },
  closed: { label: 'Closed', color: 'var(--status-closed)', action: 'Close' },
}

/** Where the server lets a job go by itself, as far as a page can know it without asking; the server decides. */
export const MOVES: Record<JobStatus, readonly JobStatus[]> = {
  pending: ['in_progress', 'completed'],
  in_progress: ['pending', 'waiting_for_parts', 'completed'],
  waiting_for_parts: ['in_progress', 'completed'],
  completed: ['in_progress', 'delivered'],
  delivered: [],
  credit_pending: [],
  closed: [],
}

export const STATUSES = Object.keys(STATUS) as JobStatus[]
/** The car is here; it has left. */
export const IN_SHOP_STATUSES: readonly JobStatus[] = [
  'pending',
  'in_progress',
  'waiting_for_parts',
  'completed',
]
export const LEFT_STATUSES = STATUSES.filter((status) => !IN_SHOP_STATUSES.includes(status))
export const OPEN_STATUSES: readonly JobStatus[] = ['pending', 'in_progress', 'waiting_for_parts']

export function isOpen(status: JobStatus): boolean {
  return OPEN_STATUSES.includes(status)
}
