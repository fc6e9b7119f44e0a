import type { Cash } from './queries'

/** The line of cash that no job is named for, among the jobs' ids. */
export const OTHER = 'other'

/** What the ticked lines sum to, in whole minor units so that no fraction creeps in. */
export function tickedSum(cash: Cash, unticked: readonly string[], decimals: number): number {
  const scale = 10 ** decimals
  const minor = (amount: number) => Math.round(amount * scale)
  const off = new Set(unticked)
  const ofJobs = cash.jobs.reduce((sum, job) => (off.has(job.job_id) ? sum : sum + minor(job.amount)), 0)
  return (ofJobs + (off.has(OTHER) ? 0 : minor(cash.other_amount))) / scale
}

/** The jobs that a settlement names. */
export function tickedJobs(cash: Cash, unticked: readonly string[]): string[] {
  const off = new Set(unticked)
  return cash.jobs.map(({ job_id }) => job_id).filter((id) => !off.has(id))
}
