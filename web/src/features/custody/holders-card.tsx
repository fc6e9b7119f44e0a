import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Settings } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { toast } from 'sonner'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { Money } from '@/components/money'
import { ErrorState } from '@/components/states'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/domain/formats'
import { useCan } from '@/domain/permissions'
import { inSentence, shownDay } from '@/lib/days'
import { heldFor, limitsInWords } from './custody-labels'
import { allowToday, askForCount, custodyQuery, type Holder } from './queries'

/** Who holds how much cash and since when, the oldest and largest first; a count is asked for with two taps. */
export function HoldersCard() {
  const { data, error, refetch } = useQuery(custodyQuery)
  const canSet = useCan('workshop:manage')
  const cash = (data?.holders ?? []).map((holder) => holder.cash_in_hand)
  const sum = cash.reduce<number>((total, amount) => total + (amount ?? 0), 0)
  return (
    <Card>
      <CardHead title="Who has cash, and for how long">
        {data && !cash.includes(null) && <Money amount={sum} className="text-lg" />}
      </CardHead>
      {data ? (
        <ul className="divide-y">
          {inOrder(data.holders).map((holder) => (
            <HolderRow key={holder.member_id} holder={holder} at={data.at} />
          ))}
          {data.holders.length === 0 && (
            <li className="px-4 py-6 text-center text-muted text-sm">Nobody takes cash for you yet</li>
          )}
        </ul>
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton className="m-4 h-24" />
      )}
      {canSet && (
        <p className="border-t px-4 py-3">
          <Link
            to="/trust/cash"
            className="tap inline-flex items-center gap-1.5 text-muted text-sm underline underline-offset-4"
          >
            <Settings className="size-4" aria-hidden />
            Limits and counts
          </Link>
        </p>
      )}
    </Card>
  )
}

const RANK = { over: 0, near: 1, within: 2 }

function inOrder(holders: readonly Holder[]): Holder[] {
  return [...holders].sort(
    (one, other) =>
      RANK[one.standing] - RANK[other.standing] || (other.cash_in_hand ?? 0) - (one.cash_in_hand ?? 0),
  )
}

interface HolderRowProps {
  holder: Holder
  at: string
}

function HolderRow({ holder, at }: HolderRowProps) {
  const { money, today } = useFormats()
  const canReview = useCan('settlements:review')
  const limits = limitsInWords(holder.limits, money)
  return (
    <li className="space-y-2 px-4 py-3">
      <div className="flex items-baseline justify-between gap-4">
        <span className="min-w-0 break-words text-sm">
          {holder.name ?? 'Somebody'}
          {!holder.is_here && <span className="text-muted"> (removed)</span>}
        </span>
        {holder.cash_in_hand === null ? (
          <span className="text-muted text-xs">after you have counted</span>
        ) : (
          <Money amount={holder.cash_in_hand} tone={holder.standing === 'over' ? 'risk' : 'plain'} />
        )}
      </div>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-xs">
        {holder.standing !== 'within' && (
          <Badge tone={holder.standing === 'over' ? 'danger' : 'warning'}>
            {holder.standing === 'over' ? 'Over the limit' : 'Near the limit'}
          </Badge>
        )}
        {holder.oldest_at && (
          <span>
            {holder.is_older ? 'Oldest held for more than ' : 'Oldest held for '}
            {heldFor(holder.oldest_at, at)}
          </span>
        )}
        {holder.pending > 0 && (
          <span className="text-warning">
            <span className="figure">{money(holder.pending)}</span> to receive
          </span>
        )}
        {limits && <span>May hold {limits}</span>}
        {holder.allowed_today && <span>More is allowed today</span>}
        {holder.day && <span>{dayWords(holder.day, today())}</span>}
      </p>
      {canReview && holder.is_here && <HolderActions holder={holder} />}
      {canReview && !holder.is_here && (holder.available ?? 0) > 0 && (
        <Button asChild size="sm" variant="outline">
          <Link to={`/team/${holder.member_id}`}>Receive cash</Link>
        </Button>
      )}
    </li>
  )
}

function dayWords({ day, closed_at }: NonNullable<Holder['day']>, today: string): string {
  if (closed_at) return 'Day closed'
  return day === today ? 'Day open' : `Day of ${shownDay(day, today)} still open`
}

function HolderActions({ holder }: { holder: Holder }) {
  const client = useQueryClient()
  const { dayTime } = useFormats()
  const [isAsking, setAsking] = useState(false)
  const [isAllowing, setAllowing] = useState(false)
  const name = holder.name ?? 'this member'
  const refresh = () => client.invalidateQueries({ queryKey: ['settlements'] })
  return (
    <div className="flex flex-wrap items-center gap-2">
      {holder.asked ? (
        <span className="text-sm text-warning">
          Counting, until {inSentence(dayTime(holder.asked.due_at))}
        </span>
      ) : (
        <Button size="sm" variant="outline" aria-label={`Count now: ${name}`} onClick={() => setAsking(true)}>
          Count now
        </Button>
      )}
      {holder.limits.needs_word && holder.standing === 'over' && !holder.allowed_today && (
        <Button size="sm" variant="outline" onClick={() => setAllowing(true)}>
          Allow more today
        </Button>
      )}
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        title={`Ask ${name} to count now?`}
        action="Ask for a count"
        onConfirm={async () => {
          await askForCount(holder.member_id)
          toast.success(`${name} has ten minutes to count`)
          void refresh()
        }}
      >
        The app of {name} shows nothing else until the cash is counted. A count that is not made in ten
        minutes is recorded as missed.
      </ConfirmDialog>
      <ConfirmDialog
        open={isAllowing}
        onOpenChange={setAllowing}
        title={`Let ${name} take more cash today?`}
        action="Allow it today"
        onConfirm={async () => {
          await allowToday(holder.member_id)
          toast.success('More cash is allowed today')
          void refresh()
        }}
      >
        Until midnight {name} may go beyond the limit. It is kept in the books that you allowed it.
      </ConfirmDialog>
    </div>
  )
}
