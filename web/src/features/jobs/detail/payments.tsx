import { Banknote } from 'lucide-react'
import { type ReactNode, useMemo, useState } from 'react'
import { sentence } from '@/api/problem'
import { Money } from '@/components/money'
import { ReviewBadge } from '@/components/review-badge'
import { EmptyState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { useFormats } from '@/domain/formats'
import type { JobDetail } from '@/domain/jobs'
import { METHOD_WORDS, METHODS, PAYMENT_TYPES, type Payment } from '@/domain/payment-labels'
import { useCan } from '@/domain/permissions'
import { ReceiptMenu } from '@/features/documents/receipt-menu'
import { CancelPayment, useCanCancel } from '@/features/payments/cancel-payment'
import { RejectPayments } from '@/features/payments/reject-payments'
import { ReviewButtons } from '@/features/payments/review-buttons'
import { UndoBar } from '@/features/payments/undo-bar'
import type { useReviews } from '@/features/payments/use-reviews'
import { cn } from '@/lib/cn'
import { useRowShield } from '@/lib/use-shield'

type JobPayment = JobDetail['payments'][number]

const CANCELLED = { pending: 'To confirm', confirmed: 'Confirmed', rejected: 'Cancelled' }

interface PaymentsProps {
  job: JobDetail
  reviews: ReturnType<typeof useReviews>
}

/** What was paid on the job and what went back, newest first; the owner decides here on what waits, at one press. */
export function Payments({ job, reviews }: PaymentsProps) {
  const { money } = useFormats()
  const canReview = useCan('payments:review')
  const canCancel = useCanCancel()
  const [rejecting, setRejecting] = useState<JobPayment | null>(null)
  const [cancelling, setCancelling] = useState<JobPayment | null>(null)
  const { held, batches, failures, review, undo } = reviews
  const rows = useMemo(
    () => [...job.payments, ...job.refunds].sort((a, b) => b.payment_date.localeCompare(a.payment_date)),
    [job.payments, job.refunds],
  )
  // A row whose buttons have gone counts as one that left.
  const list = useRowShield<HTMLUListElement>(
    useMemo(() => rows.map(({ id, verdict }) => `${id} ${held.has(id) || verdict}`), [rows, held]),
  )
  return (
    <Card>
      <CardHead title={job.refunds.length > 0 ? 'Payments and refunds' : 'Payments'} />
      {rows.length === 0 ? (
        <EmptyState icon={Banknote} title="No payment yet" className="py-8">
          {job.remaining_amount > 0 && 'Record the first one as soon as the customer pays.'}
        </EmptyState>
      ) : (
        <ul ref={list} className="divide-y">
          {rows.map((payment) => {
            const failure = failures.get(payment.id)
            const waits = canReview && payment.verdict === 'pending'
            return (
              <Row
                key={payment.id}
                payment={payment}
                isHeld={held.has(payment.id)}
                failure={failure && `Not ${failure.decision.verdict}. ${sentence(failure.error)}`}
                review={
                  waits ? (
                    <ReviewButtons
                      name={`${money(payment.amount)} ${METHOD_WORDS[payment.method]}`}
                      onConfirm={() => review([ofJob(payment, job)], { verdict: 'confirmed' })}
                      onReject={() => setRejecting(payment)}
                    />
                  ) : null
                }
                onCancel={waits || !canCancel(payment) ? null : () => setCancelling(payment)}
              />
            )
          })}
        </ul>
      )}
      <div className="px-4 pb-4 empty:hidden">
        {batches.length > 0 && <UndoBar batches={batches} onUndo={undo} />}
      </div>
      {rejecting && (
        <RejectPayments
          payments={[ofJob(rejecting, job)]}
          onReject={(reason) => review([ofJob(rejecting, job)], { verdict: 'rejected', reason })}
          onClose={() => setRejecting(null)}
        />
      )}
      {cancelling && <CancelPayment payment={cancelling} onClose={() => setCancelling(null)} />}
    </Card>
  )
}

/** A payment as the lists of payments have it. */
function ofJob(payment: JobPayment, job: JobDetail): Payment {
  const { number, customer_name, vehicle_number, manager_name } = job
  return { ...payment, manager_name, job: { number, customer_name, vehicle_number } }
}

interface RowProps {
  payment: JobPayment
  /** It was decided on here, and that can still be undone. */
  isHeld: boolean
  failure: string | undefined
  review: ReactNode
  onCancel: (() => void) | null
}

function Row({ payment, isHeld, failure, review, onCancel }: RowProps) {
  const { dayTime } = useFormats()
  const { amount, method, payment_type: type, verdict, reference, notes, reject_reason: reason } = payment
  const isRefund = payment.kind === 'refund'
  const hasReceipt = !isRefund && (verdict !== 'rejected' || payment.receipt_number !== null)
  return (
    <li className="px-4 py-3">
      <div className="flex items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
            <span className="font-medium">{isRefund ? 'Refund' : METHODS[method]}</span>
            <span className="text-muted">
              {isRefund ? METHOD_WORDS[method] : PAYMENT_TYPES[type].toLowerCase()}
            </span>
          </p>
          <p className="mt-0.5 text-muted text-xs">
            {payment.collected_by_name && <>{payment.collected_by_name} · </>}
            {dayTime(payment.payment_date)}
          </p>
        </div>
        <div className="flex shrink-0 flex-col-reverse items-end gap-1.5 @lg:flex-row @lg:items-center @lg:gap-4">
          {isHeld ? null : review ? (
            <div className="flex gap-2">{review}</div>
          ) : (
            <ReviewBadge status={verdict} labels={payment.cancelled ? CANCELLED : undefined} />
          )}
          <Money
            amount={isRefund ? -amount : amount}
            tone={verdict === 'confirmed' ? 'confirmed' : verdict === 'rejected' ? 'muted' : 'waiting'}
            className={cn('min-w-24 text-right font-medium', verdict === 'rejected' && 'line-through')}
          />
        </div>
      </div>
      {(reference || notes) && (
        <p className="mt-1 break-words text-muted text-xs">
          {reference && <span className="figure">{reference}</span>}
          {reference && notes && ' · '}
          {notes}
        </p>
      )}
      {failure && (
        <p role="alert" className="mt-1 text-danger text-sm">
          {failure}
        </p>
      )}
      {reason && (
        <p className="mt-1 break-words text-danger text-sm">
          {payment.cancelled ? 'Cancelled' : 'Rejected'}: {reason}
        </p>
      )}
      {(hasReceipt || onCancel) && !isHeld && (
        <RowButtons payment={payment} hasReceipt={hasReceipt} onCancel={onCancel} />
      )}
    </li>
  )
}

interface RowButtonsProps extends Pick<RowProps, 'payment' | 'onCancel'> {
  hasReceipt: boolean
}

function RowButtons({ payment, hasReceipt, onCancel }: RowButtonsProps) {
  const { money } = useFormats()
  const { amount, method } = payment
  const isRefund = payment.kind === 'refund'
  return (
    <div className="-mb-1.5 flex flex-wrap justify-between gap-x-4">
      {hasReceipt ? (
        <ReceiptMenu payment={payment} name={`${money(amount)} ${METHOD_WORDS[method]}`} />
      ) : (
        <span />
      )}
      {onCancel && (
        <Button
          size="sm"
          variant="ghost"
          className="-mr-3 font-normal text-muted fine:-mr-2.5"
          aria-haspopup="dialog"
          aria-label={`Cancel ${isRefund ? 'refund of ' : ''}${money(amount)} ${METHOD_WORDS[method]}`}
          onClick={onCancel}
        >
          Cancel {isRefund ? 'refund' : 'payment'}
        </Button>
      )}
    </div>
  )
}
