import { useQuery } from '@tanstack/react-query'
import { Banknote } from 'lucide-react'
import { Link } from 'react-router'
import { Money } from '@/components/money'
import { ErrorState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { fewJobsQuery, takesMoney } from '@/domain/jobs'
import { useCan } from '@/domain/permissions'
import { JobLine } from '@/features/analytics/job-line'

const SHOWN = 6

/** Cars that are done and still here, with what is to be paid on them. */
export function ReadyCard() {
  const canRecord = useCan('payments:record')
  const jobs = useQuery(fewJobsQuery({ status: ['completed'], limit: SHOWN }))
  return (
    <Card>
      <header className="flex h-12 items-center justify-between border-b px-4">
        <h2 className="text-lg leading-tight">Ready to collect</h2>
        <Link
          to="/jobs?status=completed"
          className="tap text-muted text-sm underline underline-offset-4 hover:text-foreground"
        >
          All
        </Link>
      </header>
      {jobs.isError && !jobs.data ? (
        <ErrorState error={jobs.error} onRetry={() => void jobs.refetch()} />
      ) : !jobs.data ? (
        <div className="px-4 py-3">
          <Skeleton className="h-8 w-full" />
        </div>
      ) : jobs.data.length === 0 ? (
        <p className="px-4 py-5 text-muted text-sm">No car is waiting to be collected.</p>
      ) : (
        <ul className="divide-y">
          {jobs.data.map((job) => (
            <JobLine
              key={job.id}
              job={job}
              aside={
                canRecord &&
                takesMoney(job) && (
                  <Button asChild variant="outline" size="icon" className="mr-2">
                    <Link
                      to={`/jobs/${job.id}?open=payment`}
                      aria-label={`Take payment, ${job.vehicle_number}`}
                      title="Take payment"
                    >
                      <Banknote aria-hidden />
                    </Link>
                  </Button>
                )
              }
            >
              <Money amount={job.remaining_amount} tone={job.remaining_amount > 0 ? 'risk' : 'confirmed'} />
            </JobLine>
          ))}
        </ul>
      )}
    </Card>
  )
}
