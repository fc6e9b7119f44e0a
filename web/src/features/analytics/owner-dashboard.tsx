import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense, startTransition, useEffect, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { PageHeader } from '@/components/page-header'
import { ErrorState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Choice } from '@/components/ui/choice'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/features/workshops/workshop'
import { shownDay } from '@/lib/days'
import { ChartCard } from './chart-card'
import { DueCard } from './due-card'
import { ManagersCard } from './managers-card'
import { daysOf, PERIODS, readPeriod } from './period'
import { type Dashboard, dashboardQuery } from './queries'
import { StatusCard } from './status-card'
import { Tile, TileSkeleton } from './tile'

const RevenueChart = lazy(() => import('./charts').then((charts) => ({ default: charts.RevenueChart })))
const TILES = ['jobs', 'revenue', 'collected', 'outstanding', 'cash'] as const

/** The owner's figures: what waits for a verdict first, then the money, then who and what. */
export function OwnerDashboard() {
  const [params, setParams] = useSearchParams()
  const { today } = useFormats()
  const period = readPeriod(params.get('period'))
  const days = daysOf(period, today())
  const figures = useQuery({ ...dashboardQuery(days), placeholderData: keepPreviousData })
  return (
    <>
      <PageHeader title="Dashboard">
        <Choice
          label="Period"
          className="w-full sm:w-auto"
          value={period}
          options={PERIODS}
          onChange={(value) => setParams(value === 'month' ? {} : { period: value }, { replace: true })}
        />
      </PageHeader>
      {figures.isError && !figures.data ? (
        <ErrorState error={figures.error} onRetry={() => void figures.refetch()} />
      ) : (
        <Figures figures={figures.data} days={days} />
      )}
    </>
  )
}

function Figures({
  figures,
  days,
}: {
  figures: Dashboard | undefined
  days: { from?: string; to?: string }
}) {
  const { money } = useFormats()
  const range = new URLSearchParams(days).toString()
  if (!figures) {
    return (
      <div aria-busy>
        <div className="grid grid-cols-2 gap-3 lg:grid-cols-3">
          <TileSkeleton className="col-span-2 lg:col-span-1" />
          {TILES.map((tile) => (
            <TileSkeleton key={tile} className={tile === 'cash' ? 'col-span-2 lg:col-span-1' : ''} />
          ))}
        </div>
        <div className="mt-3 grid grid-cols-[minmax(0,1fr)] gap-3 lg:grid-cols-3">
          <Skeleton className="h-[19.0625rem] lg:col-span-2" />
          <Skeleton className="h-[19.0625rem]" />
        </div>
      </div>
    )
  }
  const waiting = figures.pending_confirmations
  const cash = figures.manager_performance.reduce((sum, manager) => sum + manager.cash_in_hand, 0)
  const holders = figures.manager_performance.filter((manager) => manager.cash_in_hand > 0).length
  return (
    <>
      {figures.manager_performance.length === 0 && (
        <div className="mb-3 flex flex-wrap items-center justify-between gap-3 border border-l-2 border-l-primary bg-card px-4 py-3">
          <p className="text-sm">
            Next: a manager, who takes in the first car.{' '}
            <span className="text-muted">Jobs and money then show here as they happen.</span>
          </p>
          <Button asChild variant="primary">
            <Link to="/managers">Invite a manager</Link>
          </Button>
        </div>
      )}
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-3">
        <Tile
          label="Awaiting you"
          value={money(waiting.amount)}
          note={waiting.count === 0 ? 'Everything is confirmed' : `${waiting.count} payments to confirm`}
          to="/payments"
          tone={waiting.count > 0 ? 'waiting' : 'plain'}
          className="col-span-2 lg:col-span-1"
        />
        <Tile
          label="Jobs"
          value={figures.total_jobs}
          note={`${money(figures.avg_job_value)} each`}
          to={`/jobs?${range}`}
        />
        <Tile
          label="Revenue"
          value={money(figures.total_revenue)}
          note="estimates of these jobs"
          to={`/jobs?${range}`}
        />
        <Tile
          label="Collected"
          value={money(figures.total_collected)}
          note="payments not rejected"
          to={`/payments?tab=all&${range}`}
        />
        <Tile
          label="Outstanding"
          value={money(figures.outstanding_credits)}
          note="now, of all jobs"
          to="/jobs?outstanding=true&sort=-remaining_amount"
          tone={figures.outstanding_credits > 0 ? 'risk' : 'plain'}
        />
        <Tile
          label="Cash with managers"
          value={money(cash)}
          note={
            holders === 0
              ? 'nobody holds cash'
              : `now, with ${holders} of ${figures.manager_performance.length}`
          }
          to="/settlements"
          className="col-span-2 lg:col-span-1"
        />
      </div>
      <AfterPaint>
        <div className="mt-3 grid grid-cols-[minmax(0,1fr)] gap-3 lg:grid-cols-3">
          <RevenueCard days={figures.daily_revenue} />
          <StatusCard counts={figures.status_counts} />
        </div>
        <div className="mt-3 grid grid-cols-[minmax(0,1fr)] items-start gap-3 lg:grid-cols-3">
          <ManagersCard className="lg:col-span-2" managers={figures.manager_performance} />
          <DueCard />
        </div>
      </AfterPaint>
    </>
  )
}

function RevenueCard({ days }: { days: Dashboard['daily_revenue'] }) {
  const { money } = useFormats()
  const revenue = days.reduce((sum, day) => sum + day.revenue, 0)
  const collected = days.reduce((sum, day) => sum + day.collected, 0)
  return (
    <ChartCard
      className="lg:col-span-2"
      title="Last 30 days"
      summary={`Over ${days.length} days revenue was ${money(revenue)} and ${money(collected)} was collected.`}
      note={
        <span className="flex gap-3 text-xs sm:gap-4" aria-hidden>
          <Key className="bg-primary" label="Revenue" />
          <Key className="bg-chart-collected" label="Collected" />
        </span>
      }
      head={['Day', 'Revenue', 'Collected', 'Jobs']}
      rows={days
        .map((day) => ({
          key: day.date,
          cells: [shownDay(day.date), money(day.revenue), money(day.collected), day.jobs],
        }))
        .reverse()}
    >
      <Suspense fallback={<Skeleton className="m-4 h-56" />}>
        <RevenueChart days={days} />
      </Suspense>
    </ChartCard>
  )
}

function Key({ className, label }: { className: string; label: string }) {
  return (
    <span className="inline-flex items-center gap-1.5 text-muted">
      <span className={`h-0.5 w-3 ${className}`} />
      {label}
    </span>
  )
}

/** What stands below the figures: drawn when they have been, because the figures are what one came for. */
function AfterPaint({ children }: { children: ReactNode }) {
  const [painted, setPainted] = useState(false)
  useEffect(() => {
    const frame = requestAnimationFrame(() => startTransition(() => setPainted(true)))
    return () => cancelAnimationFrame(frame)
  }, [])
  return painted ? children : <div className="h-[60rem]" />
}
