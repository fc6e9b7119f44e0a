import type { Schemas } from '@/api/client'
import { type JobStatus, MOVES } from '@/domain/job-status'
import type { JobDetail } from '@/domain/jobs'
import { bodyOf } from './body'
import { type Entry, useUnsent } from './outbox'
import { orderOfJob } from './send-job'

type JobBody = Schemas['JobCreate']
type PaymentBody = Schemas['PaymentCreate']

/** A job that was taken in here and is not on the server: it has an id and no number yet. */
export interface UnsentJob {
  entry: Entry
  said: JobBody
  job: JobDetail
}

/** Reads what was said of a job as the job that it will be, with what was done to it since. */
function unsentJobOf(entry: Entry, entries: readonly Entry[]): UnsentJob {
  const said = bodyOf<JobBody>(entry)
  const takenBack = new Set(entries.map(({ takesBack }) => takesBack))
  const paid = entries
    .filter(({ kind, jobId, id }) => kind === 'payment' && jobId === entry.jobId && !takenBack.has(id))
    .reduce((sum, payment) => sum + bodyOf<PaymentBody>(payment).amount, said.advance_paid ?? 0)
  const estimate = said.estimated_amount ?? null
  const job = {
    ...said,
    id: entry.jobId,
    number: null,
    status: 'pending',
    estimated_amount: estimate ?? 0,
    total_paid: paid,
    remaining_amount: Math.max((estimate ?? 0) - paid, 0),
    warnings: [],
    payments: [],
    // The rest of a job comes with its number.
  } as unknown as JobDetail
  return { entry, said, job: withMoves(job, entries) }
}

/** Where moves that are not sent yet will bring jobs, by id; not what was refused, or is taken back already. */
export function unsentMoves(entries: readonly Entry[]): Map<string, JobStatus> {
  const takenBack = new Set(entries.map(({ takesBack }) => takesBack))
  return new Map(
    entries
      .filter(({ kind, refusal, id }) => kind === 'status' && !refusal && !takenBack.has(id))
      .map((entry) => [entry.jobId, bodyOf<{ status: JobStatus }>(entry).status]),
  )
}

type Movable = Pick<JobDetail, 'id' | 'status' | 'allowed_statuses'>

/** Shows a job where the moves that are not sent yet will bring it. */
export function withMoves<Shown extends Movable>(job: Shown, entries: readonly Entry[]): Shown {
  const moved = unsentMoves(entries).get(job.id)
  const isUnsent = entries.some(({ kind, jobId }) => kind === 'job' && jobId === job.id)
  if (!moved && !isUnsent) return job
  const status = moved ?? job.status
  return { ...job, status, allowed_statuses: [...MOVES[status]] }
}

/** The jobs that were taken in here and are not sent yet, newest first. */
export function useUnsentJobs(): UnsentJob[] {
  const entries = useUnsent()
  return entries
    .filter(({ kind }) => kind === 'job')
    .map((entry) => unsentJobOf(entry, entries))
    .reverse()
}

/** What is not sent yet of a job, without its photos, which are shown among the others. */
export function useUnsentOf(jobId: string): Entry[] {
  return useUnsent(orderOfJob(jobId))
}
