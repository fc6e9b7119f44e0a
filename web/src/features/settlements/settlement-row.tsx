import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Money } from '@/components/money'
import { ReviewBadge } from '@/components/review-badge'
import { useFormats } from '@/domain/formats'
import type { Settlement } from '@/domain/settlements'
import { cn } from '@/lib/cn'
import { reviewWords } from './review-words'
import { SettlementJobs } from './settlement-jobs'

interface SettlementRowProps {
  settlement: Settlement
  withName?: boolean
  /** Buttons to decide with; without them the decision that stands is shown. */
  review?: ReactNode
  /** The button that takes it back, beside the decision that stands. */
  takeBack?: ReactNode
}

/** Cash that went, or is to go, from a manager to the owner. */
export function SettlementRow({ settlement, withName, review, takeBack }: SettlementRowProps) {
  const { dayTime } = useFormats()
  const { amount, verdict, notes, reject_reason, job_ids, manager_name } = settlement
  const tone = verdict === 'confirmed' ? 'confirmed' : verdict === 'rejected' ? 'muted' : 'waiting'
  return (
    <div className="border-b px-4 pt-3 pb-2 text-sm @2xl:pt-2 @2xl:pb-1">
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 @2xl:grid-cols-[minmax(7rem,max-content)_minmax(0,1fr)_8rem_auto]">
        <Link
          to={`/money/cash/${settlement.id}`}
          className="inline-flex min-h-11 items-center font-medium text-lg underline-offset-4 hover:underline @2xl:justify-end @2xl:text-base fine:min-h-8"
        >
          {amount === null ? (
            <span className="text-muted">{verdict === 'pending' ? 'To count' : 'Not counted'}</span>
          ) : (
            <Money amount={amount} tone={tone} className={cn(verdict === 'rejected' && 'line-through')} />
          )}
        </Link>
        <p className="min-w-0 @max-2xl:order-2">
          {withName ? (
            <span className="font-medium">{manager_name}</span>
          ) : (
            <span className="text-muted">{notes}</span>
          )}
        </p>
        <p className="text-muted text-xs @max-2xl:order-3 @max-2xl:text-right">
          {dayTime(settlement.submitted_date)}
        </p>
        <div className="flex items-center justify-end gap-2 @max-2xl:order-1 @2xl:min-h-9 @2xl:min-w-20">
          {takeBack}
          {review ?? <ReviewBadge status={verdict} labels={reviewWords(settlement)} />}
        </div>
      </div>
      <div className="@2xl:pl-32">
        {settlement.open_difference > 0 && (
          <p className="mt-0.5 text-warning text-xs">
            <Money amount={settlement.open_difference} /> less than counted
          </p>
        )}
        {reject_reason && <p className="mt-0.5 text-danger text-xs">{reject_reason}</p>}
        {!(settlement.is_counted && !notes) && (
          <SettlementJobs jobIds={job_ids} note={withName ? notes : null} />
        )}
      </div>
    </div>
  )
}
