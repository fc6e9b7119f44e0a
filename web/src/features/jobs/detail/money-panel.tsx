import { type ReactNode, Suspense, useState } from 'react'
import { unansweredOf } from '@/api/use-submission'
import { lazyPart } from '@/components/lazy-part'
import { Money } from '@/components/money'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import type { JobDetail } from '@/domain/jobs'
import { useCan } from '@/domain/permissions'
import { writeOffName } from './drafts'

const WriteOffJob = lazyPart(() => import('./write-off-job'))

/** What the customer is to pay, has paid, and still owes. */
export function MoneyPanel({
  job,
  children,
  papers,
}: {
  job: JobDetail
  /** What can be done about it. */
  children?: ReactNode
  /** The invoice, or the way to it. */
  papers: ReactNode
}) {
  const canReview = useCan('payments:review')
  const { estimated_amount: estimate, total_paid: paid, confirmed_amount: confirmed, remaining_amount } = job
  // The difference of two amounts of the server, so rounded to what a currency can have.
  const awaiting = Math.round((paid - confirmed) * 1000) / 1000
  const writtenOff = job.written_off_amount
  const owes = remaining_amount > 0
  const canWriteOff = useCan('jobs:write_off') && owes
  // An attempt that got no answer is taken up again.
  const [isWritingOff, setWritingOff] = useState(() => unansweredOf(writeOffName(job.id)) !== null)
  return (
    <Card>
      <CardHead title="Money">
        {canWriteOff && (
          <Button size="sm" variant="ghost" aria-haspopup="dialog" onClick={() => setWritingOff(true)}>
            Write off
          </Button>
        )}
      </CardHead>
      <div className="p-4">
        <p className="label-caps">Outstanding</p>
        <Money
          amount={remaining_amount}
          tone={owes ? 'risk' : 'plain'}
          className="mt-1 block font-medium text-4xl leading-none"
        />
        <Bar confirmed={confirmed} awaiting={awaiting} estimate={estimate} />
        <dl className="space-y-2 text-sm">
          <Line name={job.invoice_number ? 'Invoiced' : 'Estimate'}>
            <Money amount={estimate} />
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
            <Line name={canReview ? 'To confirm' : 'Waiting for owner'} mark="bg-warning">
              <Money amount={awaiting} tone="waiting" />
            </Line>
          )}
        </dl>
        {children && <div className="mt-5 empty:hidden">{children}</div>}
      </div>
      {papers}
      <Suspense>{isWritingOff && <WriteOffJob job={job} onClose={() => setWritingOff(false)} />}</Suspense>
    </Card>
  )
}

function Line({ name, mark, children }: { name: string; mark?: string; children: ReactNode }) {
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
