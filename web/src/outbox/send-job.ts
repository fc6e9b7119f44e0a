import type { Schemas } from '@/api/client'
import { useFormats } from '@/domain/formats'
import type { JobStatus } from '@/domain/job-status'
import { STATUS } from '@/domain/job-status'
import { METHOD_WORDS } from '@/domain/payment-labels'
import { outbox, type Posted } from './outbox'
import type { NewEntry } from './store'
import { type SendCallbacks, tellKept, useSend } from './use-send'

type JobBody = Schemas['JobCreate']
type PaymentBody = Omit<Schemas['PaymentCreate'], 'job_id'>

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
  const posted = (await outbox.post(statusEntry(job, to))) as Posted<Schemas['JobUpdated']>
  if (posted.kind === 'kept') tellKept(posted.entry)
  return posted
}

function statusEntry({ id, vehicle_number, status }: Job & { status: JobStatus }, to: JobStatus): NewEntry {
  return {
    kind: 'status',
    jobId: id,
    order: orderOfJob(id),
    label: `${vehicle_number}: ${STATUS[to].label.toLowerCase()}`,
    request: { method: 'PUT', path: `/api/jobs/${id}` },
    body: JSON.stringify({ status: to, from_status: status }),
  }
}
