/** What a payment on a job is stored under in the tab, while it is typed and until it is answered. */
export function paymentName(jobId: string): string {
  return `payment:${jobId}`
}
