import { useQueries } from '@tanstack/react-query'
import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import { jobQuery } from '@/domain/jobs'
import { cn } from '@/lib/cn'

const JOBS_PER_STEP = 10

interface SettlementJobsProps {
  jobIds: readonly string[]
  /** What the manager wrote; stands beside the jobs. */
  note: string | null
}

/** The jobs that a settlement names, by their customers once they are asked for. */
export function SettlementJobs({ jobIds: named, note }: SettlementJobsProps) {
  // A job of which cash came twice may be named twice.
  const jobIds = [...new Set(named)]
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <div className="flex min-h-9 flex-wrap items-center gap-x-4 text-muted text-xs fine:min-h-7">
        {jobIds.length > 0 ? (
          <button
            type="button"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
            className="-mx-1 inline-flex min-h-11 items-center gap-1 px-1 hover:text-foreground fine:min-h-7"
          >
            {jobIds.length === 1 ? '1 job' : `${jobIds.length} jobs`}
            <ChevronRight
              className={cn('size-3.5 transition-transform', isOpen && 'rotate-90')}
              aria-hidden
            />
          </button>
        ) : (
          <span>No jobs named</span>
        )}
        {note && <span className="min-w-0 break-words">{note}</span>}
      </div>
      {isOpen && <Names jobIds={jobIds} />}
    </>
  )
}

function Names({ jobIds }: { jobIds: readonly string[] }) {
  const [shown, setShown] = useState(JOBS_PER_STEP)
  const jobs = useQueries({ queries: jobIds.slice(0, shown).map((id) => jobQuery(id)) })
  return (
    <ul className="mb-1 border-l">
      {jobs.map((job, index) => {
        const id = jobIds[index] ?? ''
        return (
          <li key={id}>
            <Link
              to={`/jobs/${id}`}
              className="flex min-h-11 items-center gap-2 px-3 text-[0.8125rem] hover:underline fine:min-h-8"
            >
              {job.data ? (
                <>
                  <span>{job.data.customer_name}</span>
                  <span className="figure text-muted text-xs">{job.data.vehicle_number}</span>
                </>
              ) : job.isError ? (
                'Open the job'
              ) : (
                <Skeleton className="h-4 w-44" />
              )}
            </Link>
          </li>
        )
      })}
      {shown < jobIds.length && (
        <li className="px-1">
          <Button size="sm" variant="ghost" onClick={() => setShown(shown + JOBS_PER_STEP)}>
            Show more
          </Button>
        </li>
      )}
    </ul>
  )
}
