import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { readKeptOf } from '@/api/kept'
import { STATUSES } from '@/domain/job-status'
import { fewJobsQuery, type Job, type JobDetail, jobQuery } from '@/domain/jobs'
import { can } from '@/domain/permissions'
import type { User } from '@/domain/session'
import { customerQuery } from '@/features/customers/queries'

// What somebody is at comes first.
const FIRST_MS = 10_000
const EVERY_MS = 10 * 60_000
// Beside what somebody does meanwhile.
const PAUSE_MS = 150
const MAX_JOBS = 60
const NOT_CLOSED = STATUSES.filter((status) => status !== 'closed')

/** Keeps the pages of the open jobs and of their customers on the device, so that they can be read without a network. */
export function useKeepAhead(me: User) {
  const client = useQueryClient()
  const { id, workshop_id: workshopId } = me
  const canReadJobs = can(me, 'jobs:read')
  const canReadCustomers = can(me, 'customers:read')
  // biome-ignore lint/correctness/useExhaustiveDependencies: of another user or garage it begins anew
  useEffect(() => {
    if (!canReadJobs) return
    const over = new AbortController()
    const go = () => {
      const { connection } = navigator as { connection?: { saveData?: boolean } }
      if (document.visibilityState !== 'visible' || !navigator.onLine || connection?.saveData) return
      // Without a network the next time will do.
      keepAhead(client, canReadCustomers, over.signal).catch(() => {})
    }
    const first = setTimeout(go, FIRST_MS)
    const again = setInterval(go, EVERY_MS)
    return () => {
      over.abort()
      clearTimeout(first)
      clearInterval(again)
    }
  }, [client, id, workshopId, canReadJobs, canReadCustomers])
}

/** Asks for the pages of those open jobs that have changed since they were kept, one after the other. */
async function keepAhead(client: QueryClient, canReadCustomers: boolean, signal: AbortSignal) {
  const jobs: Job[] = await client.fetchQuery(
    fewJobsQuery({ status: NOT_CLOSED, sort: '-created_at', limit: MAX_JOBS }),
  )
  const asked = new Set<string>()
  for (const { id, version, customer_id } of jobs) {
    if (signal.aborted) return
    const page = jobQuery(id)
    const kept = await readKeptOf<JobDetail>(page.queryKey)
    if (kept?.value.version === version) continue
    await client.prefetchQuery(page)
    if (canReadCustomers && customer_id && !asked.has(customer_id)) {
      asked.add(customer_id)
      await client.prefetchQuery(customerQuery(customer_id))
    }
    await new Promise((done) => setTimeout(done, PAUSE_MS))
  }
}
