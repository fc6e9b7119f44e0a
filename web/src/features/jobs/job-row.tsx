import { memo } from 'react'
import { Link } from 'react-router'
import { Money } from '@/components/money'
import { StatusBadge } from '@/components/status-badge'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/domain/formats'
import type { Job } from '@/domain/jobs'
import { shownPhone } from '@/domain/phone'
import { cn } from '@/lib/cn'
import { inSentence } from '@/lib/days'
import { UnsentBadge } from '@/outbox/unsent-badge'
import { DueMark } from './due-mark'

/** What most are high, so that nothing moves when a page comes and Back finds its place; a long name takes more. */
export const ROW_HEIGHT = { line: 57, card: 105 }

const columns = {
  owner:
    'grid-cols-[11rem_minmax(0,1fr)_9rem_6.5rem_6.75rem] @6xl:grid-cols-[11rem_minmax(0,1fr)_minmax(0,1.5fr)_minmax(0,0.75fr)_9rem_6.5rem_6.75rem]',
  manager:
    'grid-cols-[11rem_minmax(0,1fr)_9rem_6.5rem_6.75rem] @6xl:grid-cols-[11rem_minmax(0,1fr)_minmax(0,1.75fr)_9rem_6.5rem_6.75rem]',
}

function grid(showsManager: boolean) {
  return cn('grid items-center gap-x-4 border-b px-4', showsManager ? columns.owner : columns.manager)
}

/** The names of the table's columns. Each row says in full what its figures are, so this is for the eye only. */
export function RowHead({ showsManager }: { showsManager: boolean }) {
  return (
    <div aria-hidden className={cn(grid(showsManager), 'label-caps h-9 bg-card')}>
      <span>Vehicle</span>
      <span>Customer</span>
      <span className="hidden @6xl:block">Work</span>
      {showsManager && <span className="hidden @6xl:block">Manager</span>}
      <span>Status</span>
      <span className="text-right">Estimate</span>
      <span className="text-right">Outstanding</span>
    </div>
  )
}

interface RowProps {
  job: Job
  showsManager: boolean
}

const link =
  'block bg-card transition-colors hover:bg-raised focus-visible:outline-offset-[-2px] active:bg-raised'

/** One job as a line of the table; the whole line is a link. */
export const JobRow = memo(function JobRow({ job, showsManager }: RowProps) {
  const { day } = useFormats()
  return (
    <Link
      to={`/jobs/${job.id}`}
      className={cn(link, grid(showsManager), 'py-1.5')}
      style={{ minHeight: ROW_HEIGHT.line }}
    >
      <span className="min-w-0">
        <span className="figure block font-medium text-[0.8125rem]">{job.vehicle_number}</span>
        <span className="block text-[0.8125rem] text-muted">{carAndNumber(job)}</span>
      </span>
      <span className="min-w-0">
        <span className="block text-sm">{job.customer_name}</span>
        <span className="figure block text-muted text-xs">{shownPhone(job.phone)}</span>
      </span>
      <span className="hidden min-w-0 @6xl:block">
        <span className="block truncate text-sm" data-note title={job.work_description}>
          {job.work_description}
        </span>
        <span className="block text-[0.8125rem] text-muted">
          {[`Taken in ${inSentence(day(job.created_at))}`, job.worker_assigned].filter(Boolean).join(' · ')}
        </span>
      </span>
      {showsManager && (
        <span className="hidden min-w-0 text-muted text-sm @6xl:block">{job.manager_name}</span>
      )}
      <span className="min-w-0">
        <StatusBadge status={job.status} isCancelled={Boolean(job.cancelled_at)} className="flex" />
        <DueMark job={job} className="block pl-3.5" />
        <UnsentBadge jobId={job.id} />
      </span>
      <span className="text-right text-[0.8125rem]">
        <span className="sr-only">Estimate </span>
        {job.estimate_to_follow ? (
          <span className="text-muted">To follow</span>
        ) : (
          <Money amount={job.estimated_amount} tone={job.remaining_amount > 0 ? 'plain' : 'muted'} />
        )}
      </span>
      <span className="text-right text-[0.8125rem]">
        <Outstanding job={job} />
      </span>
    </Link>
  )
})

function Outstanding({ job }: { job: Job }) {
  if (job.remaining_amount === 0) {
    return <span className="text-muted">{settledWord(job)}</span>
  }
  return (
    <>
      <span className="sr-only">Outstanding </span>
      <Money amount={job.remaining_amount} tone="risk" className="font-medium" />
    </>
  )
}

/** What a job is that owes nothing. */
function settledWord(job: Job): string {
  if (job.cancelled_at) return 'Nothing to pay'
  if (job.estimate_to_follow) return job.credit_amount > 0 ? 'Advance paid' : 'Nothing paid'
  return job.estimated_amount === 0 ? 'No estimate' : 'Paid'
}

/** The car, and what the job is called in the garage. */
function carAndNumber({ car_model, number }: Job): string {
  return number === null ? car_model : `${car_model} ·\u00a0${number}`
}

/** One job as a card of a phone: plate and money first. */
export const JobCard = memo(function JobCard({ job, showsManager }: RowProps) {
  const owes = job.remaining_amount > 0
  return (
    <Link
      to={`/jobs/${job.id}`}
      className={cn(link, 'flex flex-col justify-center gap-1 border-b px-4 py-2')}
      style={{ minHeight: ROW_HEIGHT.card }}
    >
      <span className="flex items-baseline justify-between gap-3">
        <span className="figure font-medium text-[1.0625rem]">{job.vehicle_number}</span>
        {job.estimate_to_follow ? (
          <span className="text-muted text-sm">Estimate to follow</span>
        ) : (
          <Money
            amount={owes ? job.remaining_amount : job.estimated_amount}
            tone={owes ? 'risk' : 'plain'}
            className="font-medium text-[1.0625rem]"
          />
        )}
      </span>
      <span className="flex items-baseline justify-between gap-3 text-sm">
        <span className="min-w-0">
          {job.customer_name}
          <span className="text-muted"> · {carAndNumber(job)}</span>
        </span>
        <span className="shrink-0 text-muted text-xs">
          {!owes && settledWord(job).toLowerCase()}
          {owes && job.total_paid === 0 && 'unpaid'}
          {owes && job.total_paid > 0 && (
            <>
              left of <Money amount={job.estimated_amount} />
            </>
          )}
        </span>
      </span>
      <span className="flex items-center gap-x-3">
        <StatusBadge status={job.status} isCancelled={Boolean(job.cancelled_at)} />
        <DueMark job={job} />
        <UnsentBadge jobId={job.id} />
        {showsManager && (
          <span className="ml-auto min-w-0 text-right text-muted text-xs">{job.manager_name}</span>
        )}
      </span>
    </Link>
  )
})

/** Rows that are on their way, in their later shape. */
export function RowsSkeleton({ isTable, showsManager }: { isTable: boolean; showsManager: boolean }) {
  const rows = Array.from({ length: isTable ? 12 : 7 }, (_, row) => row)
  return (
    <div aria-hidden>
      {rows.map((row) =>
        isTable ? (
          <div key={row} className={grid(showsManager)} style={{ minHeight: ROW_HEIGHT.line }}>
            <TwoLines />
            <TwoLines />
            <TwoLines className="hidden @6xl:block" />
            {showsManager && <Skeleton className="hidden h-3 w-16 @6xl:block" />}
            <TwoLines />
            <Skeleton className="ml-auto h-3 w-16" />
            <Skeleton className="ml-auto h-3 w-16" />
          </div>
        ) : (
          <div
            key={row}
            className="flex flex-col justify-center gap-3 border-b px-4"
            style={{ minHeight: ROW_HEIGHT.card }}
          >
            <div className="flex justify-between">
              <Skeleton className="h-4 w-28" />
              <Skeleton className="h-4 w-16" />
            </div>
            <Skeleton className="h-3 w-44" />
            <Skeleton className="h-3 w-32" />
          </div>
        ),
      )}
    </div>
  )
}

function TwoLines({ className }: { className?: string }) {
  return (
    <div className={className}>
      <Skeleton className="mb-2 h-3 w-4/5" />
      <Skeleton className="h-2.5 w-3/5" />
    </div>
  )
}
