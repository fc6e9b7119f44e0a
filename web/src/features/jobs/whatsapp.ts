import type { Job } from '@/domain/jobs'
import type { EventByHand } from '@/features/messages/queries'

/** What there is to write to a customer about a job as it stands: its words are those of the messages. */
export function eventNow(job: Pick<Job, 'status' | 'remaining_amount'>): NonNullable<EventByHand> {
  if (job.status === 'completed') return 'ready'
  if (job.status === 'pending') return 'job_taken_in'
  const isAway = ['delivered', 'credit_pending', 'closed'].includes(job.status)
  return isAway && job.remaining_amount > 0 ? 'balance_reminder' : 'status_moved'
}
