import { useQuery } from '@tanstack/react-query'
import { Money } from '@/components/money'
import { Card } from '@/components/ui/card'
import { useFormats } from '@/domain/formats'
import { fewJobsQuery } from '@/domain/jobs'
import { now } from '@/lib/clock'
import { dayOf } from '@/lib/days'
import { JobLine } from './job-line'

const SHOWN = 5
const LATELY_MS = 30 * 24 * 60 * 60 * 1000

/** Cars that left paid, but without an invoice: it is asked for while the customer is still known. */
export function ToInvoiceCard() {
  const { timezone } = useFormats()
  const jobs = useQuery(
    fewJobsQuery({
      invoiced: false,
      outstanding: false,
      status: ['delivered', 'closed'],
      from: dayOf(new Date(now().getTime() - LATELY_MS), timezone),
      limit: SHOWN,
    }),
  )
  // Nothing is said when it did not come: what must be done today stands above and below.
  if (!jobs.data || jobs.data.length === 0) return null
  return (
    <Card className="mb-3 border-l-2 border-l-warning">
      <header className="border-b px-4 py-2.5">
        <h2 className="text-lg leading-tight">Issue the invoice</h2>
        <p className="text-muted text-sm">Paid and delivered, but the customer has no invoice yet.</p>
      </header>
      <ul className="divide-y">
        {jobs.data.map((job) => (
          <JobLine key={job.id} job={job} search="?open=bill">
            <Money amount={job.total_paid} tone="confirmed" />
          </JobLine>
        ))}
      </ul>
    </Card>
  )
}
