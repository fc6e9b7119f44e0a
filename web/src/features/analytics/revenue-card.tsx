import { lazy, Suspense } from 'react'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/features/workshops/workshop'
import { shownDay } from '@/lib/days'
import { ChartCard } from './chart-card'
import type { Dashboard } from './queries'

const RevenueChart = lazy(() => import('./charts').then((charts) => ({ default: charts.RevenueChart })))

/** Revenue and collected of the 30 days up to the end of the period. */
export function RevenueCard({ days, className }: { days: Dashboard['daily_revenue']; className?: string }) {
  const { money, today } = useFormats()
  const revenue = days.reduce((sum, day) => sum + day.revenue, 0)
  const collected = days.reduce((sum, day) => sum + day.collected, 0)
  const last = days.at(-1)?.date
  const endsNow = last === undefined || last >= today()
  return (
    <ChartCard
      className={className}
      title={endsNow ? 'Last 30 days' : `30 days up to ${shownDay(last, today())}`}
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
