import { reasonName } from '@/features/payments/reason-name'
import { refundName } from '@/features/payments/refund-name'
import { removeStored } from '@/lib/stored'
import { settleReopened } from '@/outbox/reopened'
import { paymentForm } from '@/outbox/send-job'

export function editName(jobId: string): string {
  return `edit:${jobId}`
}

export function linesName(jobId: string): string {
  return `lines:${jobId}`
}

export function invoiceForm(jobId: string): string {
  return `invoice:${jobId}`
}

export function writeOffName(jobId: string): string {
  return `write-off:${jobId}`
}

export function baseStoredAs(jobId: string): string {
  return `base:${editName(jobId)}`
}

/** Forgets what was typed into the dialogs of a job: they were closed on purpose. */
export function forgetDrafts(jobId: string) {
  removeStored(`draft:${paymentForm(jobId)}`)
  settleReopened(paymentForm(jobId))
  removeStored(`draft:${editName(jobId)}`)
  removeStored(`draft:${linesName(jobId)}`)
  removeStored(baseStoredAs(jobId))
  for (const name of [refundName(jobId), writeOffName(jobId), reasonName(jobId)])
    removeStored(`draft:${name}`)
}
