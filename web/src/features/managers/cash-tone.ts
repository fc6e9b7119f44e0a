import type { Manager } from '@/domain/managers'

const MANY_JOBS = 5
const TOO_MANY_JOBS = 15

/** Whether the cash in a manager's hand is large, measured by what an average job of theirs is worth. */
export function cashTone({ cash_in_hand, total_revenue, job_count }: Manager): 'plain' | 'waiting' | 'risk' {
  const perJob = job_count > 0 ? total_revenue / job_count : 0
  if (cash_in_hand === null || cash_in_hand <= 0 || perJob <= 0) return 'plain'
  const jobs = cash_in_hand / perJob
  return jobs >= TOO_MANY_JOBS ? 'risk' : jobs >= MANY_JOBS ? 'waiting' : 'plain'
}
