import { useQuery, useQueryClient } from '@tanstack/react-query'
import { CarFront } from 'lucide-react'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { api, unwrap } from '@/api/client'
import { Problem } from '@/api/problem'
import { MissingRecord } from '@/components/missing-record'
import { PageHeader } from '@/components/page-header'
import { ErrorState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { jobQuery } from '@/domain/jobs'
import { cn } from '@/lib/cn'
import { useUnsentJobs, useUnsentOf, withMoves } from '@/outbox/unsent-job'
import { useMoveRights } from './board/use-move-rights'
import { BACK } from './detail/job-head'
import { JobSkeleton } from './detail/job-skeleton'
import { JobView } from './detail/job-view'
import { knownJob } from './detail/known-job'
import { JobsPane } from './jobs-pane'
import { UnsentJobPage } from './unsent-job-page'
import { useBesideList } from './use-beside-list'

/** One job on one screen. */
export function Component() {
  const { id = '' } = useParams()
  const unsent = useUnsentJobs().find(({ entry }) => entry.jobId === id)
  const isBeside = useBesideList()
  const page = unsent ? <UnsentJobPage key={id} {...unsent} /> : <JobPage key={id} id={id} />
  return (
    <div
      className={cn(
        isBeside && 'grid grid-cols-[var(--pane)_minmax(0,1fr)] [--pane:clamp(14rem,29vw,21rem)] print:block',
      )}
    >
      {isBeside && <JobsPane id={id} />}
      {/* The same element with and without a list, so that turning a tablet loses nothing that was typed. */}
      <div key="job" className={cn('min-w-0', isBeside && 'pl-6 print:pl-0')}>
        {page}
      </div>
    </div>
  )
}

/** A job of the server: what a list says of it at once, and all of it when it has come. */
function JobPage({ id }: { id: string }) {
  const client = useQueryClient()
  const entries = useUnsentOf(id)
  const may = useMoveRights()
  const job = useQuery(jobQuery(id))
  const [known] = useState(() => knownJob(client, id, may))
  const isMissing = job.error instanceof Problem && [404, 422].includes(job.error.status)
  if (job.data) return <JobView job={withMoves(job.data, entries)} instead={null} />
  const retry = <ErrorState error={job.error} onRetry={() => void job.refetch()} />
  if (known && !isMissing) {
    const rest = job.isError ? <Card>{retry}</Card> : <Skeleton className="h-32" />
    return <JobView job={withMoves(known, entries)} instead={rest} />
  }
  if (job.isPending) return <JobSkeleton />
  return (
    <>
      <PageHeader title={isMissing ? 'Job not found' : 'Job'} back={BACK} />
      {isMissing ? (
        <MissingRecord
          icon={CarFront}
          kind="Job"
          id={id}
          ask={(header, signal) =>
            unwrap(api.GET('/api/jobs/{job_id}', { params: { header, path: { job_id: id } }, signal }))
          }
          action={
            <Button asChild variant="primary">
              <Link to="/jobs">Go to the jobs</Link>
            </Button>
          }
        >
          This job was not found. Check the link, or look for it in Jobs.
        </MissingRecord>
      ) : (
        retry
      )}
    </>
  )
}
