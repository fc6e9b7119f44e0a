import type { Schemas } from '@/api/client'
import { useFormats } from '@/domain/formats'
import type { JobStatus } from '@/domain/job-status'
import { METHOD_WORDS } from '@/domain/payment-labels'
import { STATUS_WORDS } from '@/domain/status-words'
import { wordsNow } from '@/lib/words'
import { outbox, type Posted } from './outbox'
import type { Entry, NewEntry } from './store'
import { type SendCallbacks, tellKept, useSend } from './use-send'
import { OUTBOX } from './words'

type JobBody = Schemas['JobCreate']
type PaymentBody = Omit<Schemas['PaymentCreate'], 'job_id'>

const WORK_PATH = '/api/work/'

/** The name of the form that takes a job in. */
export const JOB_FORM = 'job:new'

/** The name of the form that records a payment on a job. */
export function paymentForm(jobId: string): string {
  return `payment:${jobId}`
}

/** The order of what is done to a job: its taking in, its payments, its moves. */
export function orderOfJob(jobId: string): string {
  return `job ${jobId}`
}

/** Takes a job in, also without a network: then it has its id, and gets its number later. */
export function useSendJob({ typed, ...callbacks }: SendCallbacks<JobBody, Schemas['JobCreated']>) {
  return useSend<JobBody, Schemas['JobCreated']>({
    ...callbacks,
    name: JOB_FORM,
    entryOf: (body, id) => ({
      kind: 'job',
      jobId: id,
      order: orderOfJob(id),
      label: `Job of ${body.vehicle_number}, ${body.customer_name}`,
      request: { method: 'POST', path: '/api/jobs' },
      body: JSON.stringify({ ...body, id }),
      typed: typed(),
    }),
  })
}

/** What an entry says of the job that it is about. */
interface Job {
  id: string
  vehicle_number: string
}

/** Records a payment on a job, also without a network, and on a job that is not sent yet. */
export function useSendPayment(
  job: Job,
  { typed, ...callbacks }: SendCallbacks<PaymentBody, Schemas['Created']>,
) {
  const { money } = useFormats()
  return useSend<PaymentBody, Schemas['Created']>({
    ...callbacks,
    name: paymentForm(job.id),
    entryOf: (body, id) => ({
      kind: 'payment',
      jobId: job.id,
      order: orderOfJob(job.id),
      label: `${money(body.amount)} ${METHOD_WORDS[body.method ?? 'cash']}, ${job.vehicle_number}`,
      request: { method: 'POST', path: '/api/payments' },
      body: JSON.stringify({ ...body, id, job_id: job.id }),
      typed: typed(),
    }),
  })
}

/** Moves a job, also without a network. Throws `Problem` when the server refuses it. */
export async function sendStatus(
  job: Job & { status: JobStatus },
  to: JobStatus,
): Promise<Posted<Schemas['JobUpdated']>> {
  return postMove(statusEntry(job, to, 'jobs'))
}

/** Says how far the work on a car is, as who sees no money: the same move, by its own way. */
export async function sendWork(
  work: Job & { status: JobStatus },
  to: JobStatus,
): Promise<Posted<Schemas['WorkUpdated']>> {
  return postMove(statusEntry(work, to, 'work'))
}

/** Whether an entry was recorded by who sees the work only, who has no page of the job. */
export function isOfWork({ request }: Pick<Entry, 'request'>): boolean {
  return request.path.startsWith(WORK_PATH)
}

async function postMove<Answer>(entry: NewEntry): Promise<Posted<Answer>> {
  const posted = (await outbox.post(entry)) as Posted<Answer>
  if (posted.kind === 'kept') tellKept(posted.entry)
  return posted
}

function statusEntry(
  { id, vehicle_number, status }: Job & { status: JobStatus },
  to: JobStatus,
  way: 'jobs' | 'work',
): NewEntry {
  return {
    kind: 'status',
    jobId: id,
    order: orderOfJob(id),
    label: wordsNow(OUTBOX).moved(vehicle_number, wordsNow(STATUS_WORDS)[to].label),
    request: { method: 'PUT', path: `/api/${way}/${id}` },
    body: JSON.stringify({ status: to, from_status: status }),
  }
}
