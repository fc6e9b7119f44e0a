import { Link } from 'react-router'
import { Money } from '@/components/money'
import { StatusBadge } from '@/components/status-badge'
import { shownPhone } from '@/domain/phone'
import { UnsentBadge } from '@/outbox/unsent-badge'
import { useUnsentJobs } from '@/outbox/unsent-job'

/** The jobs that were taken in on this device and are not sent yet, above all others. */
export function UnsentJobs() {
  const jobs = useUnsentJobs()
  if (jobs.length === 0) return null
  return (
    <ul
      aria-label="Jobs not sent yet"
      className="-mx-4 mb-4 divide-y border-y border-dashed bg-card md:mx-0 md:border-x"
    >
      {jobs.map(({ job }) => (
        <li key={job.id}>
          <Link to={`/jobs/${job.id}`} className="block space-y-1 px-4 py-2.5 hover:bg-raised">
            <span className="flex items-baseline justify-between gap-3">
              <span className="figure font-medium">{job.vehicle_number}</span>
              {job.estimated_amount > 0 ? (
                <Money amount={job.estimated_amount} className="font-medium" />
              ) : (
                <span className="text-muted text-sm">Estimate to follow</span>
              )}
            </span>
            <span className="block text-sm">
              {job.customer_name} · <span className="figure text-muted">{shownPhone(job.phone)}</span>
            </span>
            <span className="flex flex-wrap items-center gap-x-4">
              <StatusBadge status={job.status} />
              <UnsentBadge jobId={job.id} />
              <span className="text-muted text-xs">Number follows</span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
