import { useQuery } from '@tanstack/react-query'
import { CheckCheck, SearchX, UserPlus, Wrench } from 'lucide-react'
import { Link } from 'react-router'
import type { usePages } from '@/api/use-pages'
import { EndlessList } from '@/components/endless-list'
import { EmptyState, ErrorState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { fewJobsQuery, type Job } from '@/domain/jobs'
import { useCan, useSeesAll } from '@/domain/permissions'
import { cn } from '@/lib/cn'
import { counted } from '@/lib/counted'
import { type ChangeFilters, type JobFilters, NO_FILTERS } from './filters'
import { JobCard, JobRow, ROW_HEIGHT, RowHead, RowsSkeleton } from './job-row'

interface JobsListProps {
  jobs: ReturnType<typeof usePages<Job>>
  filters: JobFilters
  change: ChangeFilters
  isWide: boolean
}

/** The list: a table on a desktop, cards on a phone. */
export function JobsList({ jobs, filters, change, isWide }: JobsListProps) {
  const seesAll = useSeesAll()
  const { rows, isPending, isPlaceholderData } = jobs
  if (jobs.isError && rows.length === 0) {
    return <ErrorState error={jobs.error} onRetry={() => void jobs.refetch()} className="border bg-card" />
  }
  if (!isPending && rows.length === 0) return <NoJobs filters={filters} change={change} />
  const Row = isWide ? JobRow : JobCard
  return (
    <div
      className={cn(
        '@container -mx-4 border-y bg-card md:mx-0 md:border-x',
        '[&_li:last-child>a]:border-b-0',
      )}
      aria-busy={isPending || isPlaceholderData}
    >
      {isWide && (
        <div className="sticky top-0 z-10">
          <RowHead showsManager={seesAll} />
        </div>
      )}
      {isPending ? (
        <RowsSkeleton isTable={isWide} showsManager={seesAll} />
      ) : (
        <div className={cn('transition-opacity delay-150', isPlaceholderData && 'opacity-60')}>
          <EndlessList
            key={isWide ? 'table' : 'cards'}
            label="Jobs"
            rows={rows}
            rowKey={(job) => job.id}
            renderRow={(job) => <Row job={job} showsManager={seesAll} />}
            estimatedHeight={ROW_HEIGHT}
            pages={jobs}
          />
        </div>
      )}
      <p role="status" className="sr-only">
        {isPending || isPlaceholderData
          ? ''
          : jobs.hasNextPage
            ? `${rows.length} or more jobs`
            : counted(rows.length, 'job')}
      </p>
    </div>
  )
}

function isNarrowed(filters: JobFilters): boolean {
  const { view, ...given } = filters
  const narrows = { ...given, sort: given.sort === 'created_at' ? NO_FILTERS.sort : given.sort }
  return JSON.stringify({ ...narrows, show: 'all' }) !== JSON.stringify({ ...NO_FILTERS, show: 'all' })
}

interface NoJobsProps {
  filters: JobFilters
  change: ChangeFilters
}

function NoJobs({ filters, change }: NoJobsProps) {
  const canInvite = useCan('members:manage')
  const canCreate = useCan('jobs:create')
  const any = useQuery(fewJobsQuery({ limit: 1 }))
  if (isNarrowed(filters)) return <NothingFound filters={filters} change={change} />
  // Only here: whether there are jobs at all, all of them closed.
  if (any.isPending) return null
  if ((any.data ?? []).length > 0) {
    return (
      <EmptyState
        className="border bg-card"
        icon={CheckCheck}
        title="No open jobs"
        action={
          <Button variant="outline" onClick={() => change({ show: 'all' })}>
            Show all jobs
          </Button>
        }
      >
        Every job here is closed.
      </EmptyState>
    )
  }
  return canInvite ? (
    <EmptyState
      className="border bg-card"
      icon={UserPlus}
      title="No jobs yet"
      action={
        <Button asChild variant="primary">
          <Link to="/team">Invite a manager</Link>
        </Button>
      }
    >
      Jobs appear here as soon as a manager starts the first one.
    </EmptyState>
  ) : (
    <EmptyState
      className="border bg-card"
      icon={Wrench}
      title="No jobs yet"
      action={
        canCreate && (
          <Button asChild variant="primary">
            <Link to="/jobs/new">Start the first job</Link>
          </Button>
        )
      }
    >
      Each vehicle that comes in gets a job with its work, status and payments.
    </EmptyState>
  )
}

function NothingFound({ filters, change }: NoJobsProps) {
  const opensOnly = filters.sort === 'due_at' || filters.due !== null
  return (
    <EmptyState
      className="border bg-card"
      icon={SearchX}
      title={filters.q ? `No job matches “${filters.q}”` : 'No job matches these filters'}
      action={
        <Button variant="outline" onClick={() => change({ ...NO_FILTERS, show: 'all' })}>
          Show all jobs
        </Button>
      }
    >
      {opensOnly
        ? 'Only unfinished jobs are searched here: due jobs and “Due first” leave out finished ones.'
        : 'Type the first letters or digits of a name, car, plate, phone, or the number of a job or bill.'}
    </EmptyState>
  )
}
