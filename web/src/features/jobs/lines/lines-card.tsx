import { ListPlus, Pencil } from 'lucide-react'
import { Suspense } from 'react'
import { lazyPart } from '@/components/lazy-part'
import { Money } from '@/components/money'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import type { JobDetail } from '@/domain/jobs'
import { useCan } from '@/domain/permissions'
import { BillSums, billNote, hasWholeAmounts } from './bill-sums'

const LinesEditor = lazyPart(() => import('./lines-editor'))

interface LinesCardProps {
  job: JobDetail
  isEditing: boolean
  onEdit: () => void
  onClose: () => void
}

/** The lines that a job's estimate is made of, and their editing in place. */
export function LinesCard({ job, isEditing, onEdit, onClose }: LinesCardProps) {
  const { bill, invoice_number: invoice } = job
  const canUpdate = useCan('jobs:update')
  const canEdit = canUpdate && invoice === null && job.status !== 'closed'
  if (bill === null && !canEdit) return null
  if (canEdit && isEditing) {
    return (
      <Card>
        <CardHead title="Labour and parts" />
        <Suspense fallback={<Skeleton className="m-4 h-40" />}>
          <LinesEditor job={job} onClose={onClose} />
        </Suspense>
      </Card>
    )
  }
  return (
    <Card>
      <CardHead title="Labour and parts">
        {canEdit && (
          <Button
            size="sm"
            variant="outline"
            aria-label={bill ? 'Edit labour and parts' : 'Enter labour and parts'}
            onClick={onEdit}
          >
            {bill ? <Pencil aria-hidden /> : <ListPlus aria-hidden />}
            {bill ? 'Edit' : 'Enter'}
          </Button>
        )}
      </CardHead>
      {bill ? (
        <>
          <ul className="divide-y">
            {bill.lines.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name of their own, and are read only.
              <Line key={index} line={line} exact={!hasWholeAmounts(bill)} />
            ))}
          </ul>
          <div className="border-t p-4">
            <div className="sm:ml-auto sm:max-w-xs">
              <BillSums bill={bill} />
              <p className="mt-2 text-muted text-xs">{billNote(bill)}</p>
            </div>
          </div>
          {invoice !== null && <Fixed invoice={invoice} />}
        </>
      ) : (
        <p className="px-4 py-3 text-muted text-sm">
          The estimate is one amount. Enter labour and parts, and the invoice shows each with its tax.
        </p>
      )}
    </Card>
  )
}

type BillLine = NonNullable<JobDetail['bill']>['lines'][number]

function Line({ line, exact }: { line: BillLine; exact: boolean }) {
  const { kind, quantity, unit, unit_price: price, discount, hsn_sac: code, tax_rate_bp: rate } = line
  return (
    <li className="flex items-start justify-between gap-4 px-4 py-2.5">
      <div className="min-w-0">
        <p className="break-words text-sm">{line.description}</p>
        <p className="mt-0.5 text-muted text-xs">
          {kind === 'labour' ? 'Labour' : 'Part'}
          {(quantity !== 1 || unit !== '') && (
            <>
              {' · '}
              <span className="figure">
                {quantity}
                {unit && ` ${unit}`} × <Money amount={price} />
              </span>
            </>
          )}
          {discount > 0 && (
            <>
              {' · '}
              <Money amount={discount} /> off
            </>
          )}
          {rate > 0 && ` · ${rate / 100}%`}
          {code && ` · ${kind === 'labour' ? 'SAC' : 'HSN'} ${code}`}
        </p>
      </div>
      <Money amount={line.total_amount} exact={exact} className="text-sm" />
    </li>
  )
}

function Fixed({ invoice }: { invoice: string }) {
  const canCredit = useCan('documents:credit')
  return (
    <p className="border-t px-4 py-3 text-muted text-sm">
      Invoice <span className="figure">{invoice}</span> was issued, so the amounts are fixed.{' '}
      {canCredit
        ? 'A credit note, under Documents, takes it back; then they can change.'
        : 'The owner can take it back with a credit note; then they can change.'}
    </p>
  )
}
