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
import { METHODS } from '@/domain/payment-labels'
import { useMe } from '@/domain/session'
import { DueCard } from './due-card'
import { type MyDay, myDayQuery } from './queries'
import { Tile, TileSkeleton } from './tile'
import { ToInvoiceCard } from './to-invoice-card'

const TILES = ['open', 'late', 'awaiting', 'today'] as const

/** A manager's day: cash to hand over, what was rejected, what is due. */
export function ManagerDashboard() {
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
      <Rejected payments={day?.rejected_recently ?? []} />
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
                to="/jobs?sort=due_at"
                tone={day.overdue > 0 ? 'risk' : 'plain'}
              />
              <Tile
                label="Not confirmed yet"
                value={money(day.awaiting_confirmation.amount)}
                note={`${day.awaiting_confirmation.count} payments waiting for owner`}
                to="/payments?tab=awaiting"
                tone={day.awaiting_confirmation.count > 0 ? 'waiting' : 'plain'}
              />
              <Tile
                label="Collected today"
                value={money(day.collected_today)}
                note="all methods"
                to="/payments?tab=all"
              />
            </>
          ) : (
            TILES.map((tile) => <TileSkeleton key={tile} />)
          )}
        </div>
      </div>
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
      <div className="mt-3">
        <ToInvoiceCard />
        <DueCard />
      </div>
    </>
  )
}

function CashCard({ day }: { day: MyDay | undefined }) {
  const { money } = useFormats()
  return (
    <Card className="flex flex-col justify-between p-4">
      <div>
        <p className="label-caps">Cash in hand</p>
        {day ? (
          <p className="figure mt-1 text-3xl leading-tight">{money(day.cash_in_hand)}</p>
        ) : (
          <Skeleton className="mt-1 h-9 w-40" />
        )}
        <p className="mt-1 min-h-5 text-muted text-sm">
          {day && day.pending_settlement > 0 && `${money(day.pending_settlement)} waiting for owner`}
        </p>
      </div>
      <Button
        asChild
        variant={day && day.available_to_settle > 0 ? 'primary' : 'secondary'}
        className="mt-3 w-full"
      >
        <Link to="/settlements">
          <HandCoins aria-hidden />
          {day && day.available_to_settle > 0 ? `Hand over ${money(day.available_to_settle)}` : 'Cash'}
        </Link>
      </Button>
    </Card>
  )
}

/** What the owner rejected lately, with the reason: it is to be put right first. */
function Rejected({ payments }: { payments: MyDay['rejected_recently'] }) {
  const { dayTime } = useFormats()
  if (payments.length === 0) return null
  return (
    <Card className="mb-3 border-l-2 border-l-danger">
      <header className="flex h-12 items-center justify-between border-b px-4">
        <h2 className="text-lg leading-tight">Rejected by the owner</h2>
        <Link
          to="/payments?tab=rejected"
          className="tap text-muted text-sm underline underline-offset-4 hover:text-foreground"
        >
          All
        </Link>
      </header>
      <ul className="divide-y">
        {payments.map((payment) => (
          <li key={payment.id}>
            <Link
              to={`/jobs/${payment.job_id}`}
              className="flex items-center gap-3 px-4 py-2.5 hover:bg-raised"
            >
              <span className="min-w-0 flex-1">
                <span className="block truncate text-sm">{payment.reject_reason}</span>
                <span className="block truncate text-muted text-xs">
                  {payment.job?.vehicle_number} · {METHODS[payment.method]} · {dayTime(payment.payment_date)}
                </span>
              </span>
              <Money amount={payment.amount} tone="risk" />
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  )
}
