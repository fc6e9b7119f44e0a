import { api, unwrap } from '@/api/client'
import type { Item } from './line-form'

/** Asks the owner for lines with more discount than one may give. */
export function askForDiscount(jobId: string, items: Item[], key: string) {
  return unwrap(
    api.POST('/api/jobs/{job_id}/discount-requests', {
      params: { path: { job_id: jobId }, header: { 'Idempotency-Key': key } },
      body: { items },
    }),
  )
}
