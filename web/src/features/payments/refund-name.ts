/** What a refund on a job is stored under in the tab until it is answered. */
export function refundName(jobId: string): string {
  return `refund:${jobId}`
}
