import { Files, Wrench } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { Link } from 'react-router'
import type { Schemas } from '@/api/client'
import { Money } from '@/components/money'
import { EmptyState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { useFormats } from '@/domain/formats'
import { useCan, useSeesAll } from '@/domain/permissions'
import { PaperRow } from '@/features/documents/paper-row'
import { JobCard, JobRow, RowHead } from '@/features/jobs/job-row'
import { inSentence } from '@/lib/days'
import { useFitsTable } from '@/lib/use-fits-table'

type Visits = Pick<
  Schemas['CustomerDetail'],
  'job_count' | 'estimated_amount' | 'total_paid' | 'outstanding_amount' | 'last_visit_at' | 'jobs' | 'papers'
>

/** What all visits come to. The server sums them. */
export function VisitSums({ visits }: { visits: Visits }) {
  const { day } = useFormats()
  const { job_count: count, outstanding_amount: outstanding, last_visit_at: last } = visits
  return (
    <Card>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-4 p-4 @2xl:grid-cols-4">
        <Sum name="Outstanding">
          <Money amount={outstanding} tone={outstanding > 0 ? 'risk' : 'plain'} />
        </Sum>
        <Sum name="Paid">
          <Money amount={visits.total_paid} />
        </Sum>
        <Sum name="Estimates">
          <Money amount={visits.estimated_amount} />
        </Sum>
        <Sum name={count === 1 ? '1 visit' : `${count} visits`}>
          <span className="text-base">{last === null ? 'None yet' : `Last ${inSentence(day(last))}`}</span>
        </Sum>
      </dl>
    </Card>
  )
}

function Sum({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="label-caps">{name}</dt>
      <dd className="mt-1 font-medium text-xl">{children}</dd>
    </div>
  )
}

/** The newest jobs, and the way to all of them. `search` finds the rest. */
export function VisitJobs({ visits, search }: { visits: Visits; search: string }) {
  const seesAll = useSeesAll()
  const canRead = useCan('jobs:read')
  const top = useRef<HTMLDivElement>(null)
  const isTable = useFitsTable(top)
  if (!canRead) return null
  const Row = isTable ? JobRow : JobCard
  const more = visits.job_count - visits.jobs.length
  return (
    <Card>
      <CardHead title="Jobs" />
      <div ref={top}>
        {visits.jobs.length === 0 ? (
          <EmptyState icon={Wrench} title="No jobs to show">
            Jobs that you may see appear here.
          </EmptyState>
        ) : (
          <>
            {isTable && <RowHead showsManager={seesAll} />}
            <ul aria-label="Jobs">
              {visits.jobs.map((job) => (
                <li key={job.id}>
                  <Row job={job} showsManager={seesAll} />
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      {more > 0 && (
        <div className="p-2">
          <Button asChild variant="ghost" size="sm" className="w-full">
            <Link to={`/jobs?show=all&q=${encodeURIComponent(search)}`}>Search the {more} earlier jobs</Link>
          </Button>
        </div>
      )}
    </Card>
  )
}

/** The papers of the jobs above. */
export function VisitPapers({ visits }: { visits: Visits }) {
  const canRead = useCan('documents:read')
  if (!canRead) return null
  return (
    <Card>
      <CardHead title="Documents" />
      {visits.papers.length === 0 ? (
        <EmptyState icon={Files} title="Nothing issued yet">
          Invoices and receipts are issued on the page of a job.
        </EmptyState>
      ) : (
        <ul aria-label="Documents">
          {visits.papers.map((paper) => (
            <li key={paper.id}>
              <PaperRow paper={paper} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
