import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Money } from '@/components/money'
import { ReviewBadge } from '@/components/review-badge'
import { useFormats } from '@/domain/formats'
import { METHODS, PAYMENT_TYPES, type Payment } from '@/domain/payment-labels'
import { cn } from '@/lib/cn'
import { rowElementId } from './use-row-keys'

const CANCELLED = { pending: 'To confirm', confirmed: 'Confirmed', rejected: 'Cancelled' }
const AREAS =
  "grid-cols-[auto_minmax(0,1fr)_auto] [grid-template-areas:'tick_job_amount'_'tick_paid_act'_'tick_who_act'_'tick_note_note']"
// What was paid has a line of its own where the buttons leave it too little.
const NARROW =
  "max-sm:[grid-template-areas:'tick_job_amount'_'tick_paid_paid'_'tick_who_act'_'tick_note_note']"
const COLUMNS =
  "wide:grid-cols-[auto_minmax(6rem,max-content)_minmax(0,1.3fr)_minmax(0,1.3fr)_minmax(0,0.7fr)_7rem_auto] wide:gap-x-4 wide:[grid-template-areas:'tick_amount_job_paid_name_when_act'_'tick_._note_note_note_note_act']"

/** What a payment is called where nothing of it is seen. */
export function spokenName({ amount, job, kind }: Payment, money: (amount: number) => string): string {
  const sum = kind === 'refund' ? `refund of ${money(amount)}` : money(amount)
  return `${sum}, ${job?.customer_name ?? ''} ${job?.vehicle_number ?? ''}`.trim()
}

interface PaymentRowProps {
  payment: Payment
  tick?: ReactNode
  /** Buttons to decide with; without them the decision that stands is shown. */
  review?: ReactNode
  /** What keeps this payment from being reviewed. */
  failure?: string | undefined
  isTicked?: boolean
  /** A manager's own list names nobody. */
  withName?: boolean
  onFocus?: () => void
}

/** One payment: a line on a desktop, a card on a phone. */
export function PaymentRow(props: PaymentRowProps) {
  const { payment, tick, review, failure, isTicked, withName = true, onFocus } = props
  const { dayTime, money } = useFormats()
  const { amount, verdict, job } = payment
  const note = payment.reject_reason ?? payment.notes
  const name = payment.collected_by_name ?? payment.manager_name
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form's fields; this is what j and k give the focus to.
    <div
      id={rowElementId(payment.id)}
      role="group"
      aria-label={spokenName(payment, money)}
      tabIndex={-1}
      onFocus={onFocus}
      className={cn(
        'grid scroll-my-32 border-b py-3 pr-4 text-sm -outline-offset-2 focus:bg-raised wide:items-center wide:py-1.5',
        AREAS,
        NARROW,
        COLUMNS,
        !tick && 'pl-4',
        isTicked && 'bg-raised',
      )}
    >
      <div className="-mt-2.5 [grid-area:tick] wide:-mr-2 wide:mt-0 wide:pl-1">{tick}</div>
      <Money
        amount={amount}
        tone={verdict === 'confirmed' ? 'confirmed' : verdict === 'rejected' ? 'muted' : 'plain'}
        className={cn(
          'text-right font-medium text-base [grid-area:amount] wide:text-sm',
          verdict === 'rejected' && 'line-through',
        )}
      />
      <Link
        to={`/jobs/${payment.job_id}`}
        className="-my-2.5 flex min-w-0 flex-wrap items-baseline gap-x-2 py-2.5 [grid-area:job] hover:underline wide:my-0 wide:min-h-11 wide:fine:min-h-9 wide:items-center wide:py-0"
      >
        <span className="font-medium">{job?.customer_name ?? 'Job'}</span>
        <span className="figure shrink-0 text-muted text-xs">{job?.vehicle_number}</span>
      </Link>
      <p className="min-w-0 pr-2 text-muted text-xs [grid-area:paid] wide:pr-0">
        <span className="text-foreground text-sm">{METHODS[payment.method]}</span>{' '}
        {payment.reference ? <span className="figure">{payment.reference} </span> : null}
        {PAYMENT_TYPES[payment.payment_type].toLowerCase()}
      </p>
      <p className="flex min-w-0 flex-wrap content-center items-baseline gap-x-1.5 pr-2 text-muted text-xs [grid-area:who] wide:contents">
        {withName && <span className="text-[0.8125rem] wide:text-sm wide:[grid-area:name]">{name}</span>}
        <span className="shrink-0 whitespace-nowrap wide:[grid-area:when]">
          {dayTime(payment.payment_date)}
        </span>
      </p>
      <div className="mt-1.5 flex items-start justify-end gap-2 self-end [grid-area:act] wide:mt-0 wide:min-w-20 wide:items-center wide:self-center">
        {review || <ReviewBadge status={verdict} labels={payment.cancelled ? CANCELLED : undefined} />}
      </div>
      {(failure ?? note) && (
        <p
          role={failure ? 'alert' : undefined}
          className={cn(
            'mt-1 text-xs [grid-area:note] wide:-mt-1 wide:pb-1',
            failure || verdict === 'rejected' ? 'text-danger' : 'text-muted',
          )}
        >
          {failure ?? note}
        </p>
      )}
    </div>
  )
}
