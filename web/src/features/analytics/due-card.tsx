import { useQuery } from '@tanstack/react-query'
import { CalendarCheck } from 'lucide-react'
import { Link } from 'react-router'
import { EmptyState, ErrorState } from '@/components/states'
import { StatusBadge } from '@/components/status-badge'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/domain/formats'
import { fewJobsQuery } from '@/domain/jobs'
import { JobLine } from './job-line'
import { listLink } from './links'

const SHOWN = 6
const PLACES = ['a', 'b', 'c', 'd', 'e', 'f'] as const

/** The open jobs that are due first; one manager's, if one is given. */
export function DueCard({ managerId = '' }: { managerId?: string }) {
  const jobs = useQuery(
    fewJobsQuery({ sort: 'due_at', limit: SHOWN, ...(managerId && { manager_id: managerId }) }),
  )
  return (
    <Card>
      <header className="flex h-12 items-center justify-between border-b px-4">
        <h2 className="text-lg leading-tight">Due first</h2>
        <Link
          to={listLink('/jobs', { sort: 'due_at', manager: managerId })}
          className="tap text-muted text-sm underline underline-offset-4 hover:text-foreground"
        >
          All open jobs
        </Link>
      </header>
      {jobs.isError && !jobs.data ? (
        <ErrorState error={jobs.error} onRetry={() => void jobs.refetch()} />
      ) : !jobs.data ? (
        PLACES.map((place) => (
          <div key={place} className="flex h-14 items-center border-b px-4 last:border-b-0">
            <Skeleton className="h-8 w-full" />
          </div>
        ))
      ) : jobs.data.length === 0 ? (
        <EmptyState icon={CalendarCheck} title="Nothing is open">
          Open jobs are listed here by the day they are due.
        </EmptyState>
      ) : (
        <ul className="divide-y">
          {jobs.data.map((job) => (
            <JobLine key={job.id} job={job}>
              <StatusBadge status={job.status} className="hidden @md:inline-flex" />
              <DueBadge dueAt={job.due_at} />
            </JobLine>
          ))}
        </ul>
      )}
    </Card>
  )
}

/** How near the promised day is. */
function DueBadge({ dueAt }: { dueAt: string }) {
  const { daysUntil, day } = useFormats()
  const days = daysUntil(dueAt)
  if (days < 0) return <Badge tone="danger">{days === -1 ? '1 day late' : `${-days} days late`}</Badge>
  if (days === 0) return <Badge tone="warning">Due today</Badge>
  return <Badge>{day(dueAt)}</Badge>
}
