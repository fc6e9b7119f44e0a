import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useParams } from 'react-router'
import { Money } from '@/components/money'
import { PageHeader } from '@/components/page-header'
import { ReviewBadge } from '@/components/review-badge'
import { ErrorState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/domain/formats'
import { useCan } from '@/domain/permissions'
import type { Settlement } from '@/domain/settlements'
import { CountPhotos } from '@/features/evidence/count-photos'
import { inSentence } from '@/lib/days'
import { CountsCompared } from './counts-compared'
import { handOverQuery } from './queries'
import { ReceiveCount } from './receive-count'
import { ReverseHandOver } from './reverse-hand-over'
import { reviewWords } from './review-words'
import { SettlementJobs } from './settlement-jobs'

/** One hand-over: whoever receives it counts it here, and then both see both counts. */
export function Component() {
  const { id = '' } = useParams()
  const { data, error, refetch } = useQuery(handOverQuery(id))
  const { dayTime } = useFormats()
  return (
    <>
      <PageHeader
        title={data ? `Cash from ${data.manager_name ?? 'a manager'}` : 'Hand-over'}
        back={{ to: '/money/cash', label: 'Cash' }}
        note={data && `Handed over ${inSentence(dayTime(data.submitted_date))}`}
      />
      {data ? (
        <HandOver handOver={data} />
      ) : error ? (
        <Card>
          <ErrorState error={error} onRetry={() => void refetch()} />
        </Card>
      ) : (
        <Skeleton className="h-96 max-w-xl" />
      )}
    </>
  )
}

function HandOver({ handOver }: { handOver: Settlement }) {
  const canReceive = useCan('settlements:review')
  const isOwn = useCan('settlements:submit')
  const [isReversing, setReversing] = useState(false)
  const { dayTime } = useFormats()
  if (handOver.verdict === 'pending' && canReceive) return <ReceiveCount handOver={handOver} />
  const { amount, verdict, reject_reason, confirmation_date, reversed_at } = handOver
  return (
    <div className="max-w-xl space-y-4">
      <Card className="p-4">
        <div className="flex flex-wrap items-center justify-between gap-3">
          {amount === null ? (
            <span className="text-muted">Not counted</span>
          ) : (
            <Money amount={amount} className="text-3xl leading-tight" />
          )}
          <ReviewBadge status={verdict} labels={reviewWords(handOver)} />
        </div>
        {confirmation_date && (
          <p className="mt-1 text-muted text-sm">
            {reversed_at ? 'Received' : 'Decided'} {inSentence(dayTime(confirmation_date))}
          </p>
        )}
        {reversed_at && <p className="text-muted text-sm">Reversed {inSentence(dayTime(reversed_at))}</p>}
        {reject_reason && <p className="mt-1 text-danger text-sm">{reject_reason}</p>}
        {!(handOver.is_counted && !handOver.notes) && (
          <SettlementJobs jobIds={handOver.job_ids} note={handOver.notes} />
        )}
      </Card>
      {handOver.is_counted && <CountPhotos of="hand-over" id={handOver.id} canAdd={isOwn} />}
      {handOver.received_count && <CountsCompared handOver={handOver} canSettle={canReceive} />}
      {verdict === 'confirmed' && canReceive && (
        <Button variant="outline" aria-haspopup="dialog" onClick={() => setReversing(true)}>
          Received by mistake
        </Button>
      )}
      {isReversing && <ReverseHandOver handOver={handOver} onClose={() => setReversing(false)} />}
    </div>
  )
}
