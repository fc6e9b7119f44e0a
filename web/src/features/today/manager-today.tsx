import { useQuery } from '@tanstack/react-query'
import { HandCoins } from 'lucide-react'
import { Link } from 'react-router'
import { Money } from '@/components/money'
import { PageHeader } from '@/components/page-header'
import { ErrorState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/domain/formats'
import { OPEN_STATUSES, STATUS } from '@/domain/job-status'
import { useMe } from '@/domain/session'
import { workshopQuery } from '@/domain/workshop'
import { DueCard } from '@/features/analytics/due-card'
import { type MyDay, myDayQuery } from '@/features/analytics/queries'
import { Tile, TileSkeleton } from '@/features/analytics/tile'
import { ToInvoiceCard } from '@/features/analytics/to-invoice-card'
import { ReadyCard } from './ready-card'
import { Rejected } from './rejected'

const TILES = ['open', 'late', 'awaiting', 'today'] as const

/** A manager's day: cash to hand over, what was rejected, what is due. */
export function ManagerToday() {
  const me = useMe()
  const day = useQuery(myDayQuery)
  return (
    <>
      <PageHeader title="Today" note={me.name} />
      {day.isError && !day.data ? (
        <ErrorState error={day.error} onRetry={() => void day.refetch()} />
      ) : (
        <Day day={day.data} />
      )}
    </>
  )
}

function Day({ day }: { day: MyDay | undefined }) {
  const { money } = useFormats()
  return (
    <>
      {day && <Rejected day={day} />}
      <div className="grid gap-3 lg:grid-cols-3">
        <CashCard day={day} />
        <div className="grid grid-cols-2 gap-3 lg:col-span-2">
          {day ? (
            <>
              <Tile
                label="Open jobs"
                value={day.open_jobs}
                note={`${day.jobs_today} new today`}
                to="/jobs?sort=due_at"
              />
              <Tile
                label="Late"
                value={day.overdue}
                note={day.due_today === 0 ? 'none due today' : `${day.due_today} more due today`}
                to={day.overdue > 0 ? '/jobs?due=overdue' : '/jobs?due=today'}
                tone={day.overdue > 0 ? 'risk' : 'plain'}
              />
              <Tile
                label="Not confirmed yet"
                value={money(day.awaiting_confirmation.amount)}
                note={`${day.awaiting_confirmation.count === 1 ? '1 payment waits' : `${day.awaiting_confirmation.count} payments wait`} for the owner`}
                to="/money/all?tab=awaiting"
                tone={day.awaiting_confirmation.count > 0 ? 'waiting' : 'plain'}
              />
              <Tile
                label="Collected today"
                value={money(day.collected_today)}
                note="all methods"
                to="/money/all"
              />
            </>
          ) : (
            TILES.map((tile) => <TileSkeleton key={tile} />)
          )}
        </div>
      </div>
      <div className="mt-3 grid gap-3 lg:grid-cols-2">
        <DueCard />
        <ReadyCard />
      </div>
      <JobsByStatus day={day} />
      <div className="mt-3">
        <ToInvoiceCard />
      </div>
    </>
  )
}

/** Where notes are counted, no figure stands before the count. */
function CountCard() {
  return (
    <Card className="flex flex-col justify-between p-4">
      <p className="label-caps">Cash</p>
      <Button asChild variant="primary" className="mt-3 w-full">
        <Link to="/money/cash">
          <HandCoins aria-hidden />
          Count and hand over
        </Link>
      </Button>
    </Card>
  )
}

function CashCard({ day }: { day: MyDay | undefined }) {
  const { money } = useFormats()
  const { data: workshop } = useQuery(workshopQuery)
  if (workshop?.blind_counts) return <CountCard />
  return (
    <Card className="flex flex-col justify-between p-4">
      <div>
        <p className="label-caps">Cash in hand</p>
        {day ? (
          <Money amount={day.cash_in_hand} className="mt-1 block text-3xl leading-tight" />
        ) : (
          <Skeleton className="mt-1 h-9 w-40" />
        )}
        <p className="mt-1 min-h-5 text-muted text-sm">
          {day && day.pending_settlement > 0 && `${money(day.pending_settlement)} waiting for the owner`}
        </p>
      </div>
      <Button
        asChild
        variant={day && day.available_to_settle > 0 ? 'primary' : 'secondary'}
        className="mt-3 w-full"
      >
        <Link to="/money/cash">
          <HandCoins aria-hidden />
          {day && day.available_to_settle > 0 ? `Hand over ${money(day.available_to_settle)}` : 'Cash'}
        </Link>
      </Button>
    </Card>
  )
}

function JobsByStatus({ day }: { day: MyDay | undefined }) {
  return (
    <nav aria-label="My jobs by status" className="mt-3 grid grid-cols-3 gap-3">
      {OPEN_STATUSES.map((status) => (
        <Link
          key={status}
          to={`/jobs?status=${status}`}
          className="flex min-h-16 flex-col justify-between border bg-card px-3 py-2.5 hover:bg-raised md:min-h-12 md:flex-row md:items-center"
        >
          <span className="flex items-center gap-2 text-[0.8125rem] leading-tight">
            <span className="size-2 shrink-0" style={{ background: STATUS[status].color }} aria-hidden />
            {STATUS[status].label}
          </span>
          {day ? (
            <span className="figure text-lg">{day.status_counts[status] ?? 0}</span>
          ) : (
            <Skeleton className="h-6 w-8" />
          )}
        </Link>
      ))}
    </nav>
  )
}
