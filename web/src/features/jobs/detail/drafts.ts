import { paymentName } from '@/features/payments/payment-draft'
import { removeStored } from '@/lib/stored'

export function editName(jobId: string): string {
  return `edit:${jobId}`
}

export function linesName(jobId: string): string {
  return `lines:${jobId}`
}

export function writeOffName(jobId: string): string {
  return `write-off:${jobId}`
}

export function baseStoredAs(jobId: string): string {
  return `base:${editName(jobId)}`
}

/** Forgets what was typed into the dialogs of a job: they were closed on purpose. */
export function forgetDrafts(jobId: string) {
  removeStored(`draft:${paymentName(jobId)}`)
  removeStored(`draft:${editName(jobId)}`)
  removeStored(`draft:${linesName(jobId)}`)
  removeStored(baseStoredAs(jobId))
}
