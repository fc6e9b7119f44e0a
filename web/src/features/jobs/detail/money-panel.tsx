import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Money } from '@/components/money'
import { Card, CardHead } from '@/components/ui/card'
import type { JobDetail } from '@/domain/jobs'
import { useCan } from '@/domain/permissions'

interface MoneyPanelProps {
  job: JobDetail
  /** Where the payments are, when they are not on the same screen. */
  payments?: string | undefined
  /** The invoice, or the way to it. */
  papers: ReactNode
}

/** What the customer is to pay, has paid, and still owes. */
export function MoneyPanel({ job, payments, papers }: MoneyPanelProps) {
  const canReview = useCan('payments:review')
  const { estimated_amount: estimate, total_paid: paid, confirmed_amount: confirmed, remaining_amount } = job
  // The difference of two amounts of the server, so rounded to what a currency can have.
  const awaiting = Math.round((paid - confirmed) * 1000) / 1000
  const writtenOff = job.written_off_amount
  const owes = remaining_amount > 0
  const waits = canReview ? 'To confirm' : 'Waiting for owner'
  return (
    <Card>
      <CardHead title="Money" />
      <div className="p-4">
        <p className="label-caps">{job.estimate_to_follow ? 'Paid in advance' : 'Outstanding'}</p>
        <Money
          amount={job.estimate_to_follow ? job.credit_amount : remaining_amount}
          tone={owes ? 'risk' : 'plain'}
          className="mt-1 block font-medium text-4xl leading-none"
        />
        <Bar confirmed={confirmed} awaiting={awaiting} estimate={estimate} />
        <dl className="space-y-2 text-sm">
          <Line name={job.invoice_number ? 'Invoiced' : 'Estimate'}>
            {job.estimate_to_follow ? 'To follow' : <Money amount={estimate} />}
          </Line>
          <Line name="Paid">
            <Money amount={paid} />
          </Line>
          {confirmed > 0 && (
            <Line name="Confirmed" mark="bg-success">
              <Money amount={confirmed} tone="confirmed" />
            </Line>
          )}
          {writtenOff > 0 && (
            <Line name="Written off">
              <Money amount={writtenOff} />
            </Line>
          )}
          {awaiting > 0 && (
            <Line
              mark="bg-warning"
              name={
                payments ? (
                  <Link to={payments} preventScrollReset className="tap underline underline-offset-4">
                    {waits}
                  </Link>
                ) : (
                  waits
                )
              }
            >
              <Money amount={awaiting} tone="waiting" />
            </Line>
          )}
        </dl>
      </div>
      {papers}
    </Card>
  )
}

function Line({ name, mark, children }: { name: ReactNode; mark?: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4">
      <dt className={mark ? 'flex items-center gap-2 pl-3 text-muted' : 'text-muted'}>
        {mark && <span aria-hidden className={`size-2 ${mark}`} />}
        {name}
      </dt>
      <dd>{children}</dd>
    </div>
  )
}

/** How much of the estimate is paid: confirmed, awaiting, and the rest. The lines below say it in figures. */
function Bar({ confirmed, awaiting, estimate }: { confirmed: number; awaiting: number; estimate: number }) {
  const share = (amount: number) => `${estimate > 0 ? Math.min(100, (amount / estimate) * 100) : 0}%`
  return (
    <div aria-hidden className="my-4 flex h-1.5 bg-raised">
      <span className="bg-success" style={{ width: share(confirmed) }} />
      <span className="bg-warning" style={{ width: share(awaiting) }} />
    </div>
  )
}
