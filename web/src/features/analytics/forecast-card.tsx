import { useQuery } from '@tanstack/react-query'
import { ChartArea } from 'lucide-react'
import { Suspense } from 'react'
import { lazyPart } from '@/components/lazy-part'
import { EmptyState, ErrorState } from '@/components/states'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/domain/formats'
import { shownDay } from '@/lib/days'
import { ChartCard } from './chart-card'
import { type Forecast, forecastQuery } from './queries'

const ForecastChart = lazyPart(() => import('./charts').then((charts) => ({ default: charts.ForecastChart })))

const TITLE = 'Next 14 days'

/** What the next two weeks are expected to bring, with how far it may be off. */
export function ForecastCard({ className }: { className?: string }) {
  const forecast = useQuery(forecastQuery)
  const { data } = forecast
  if (data?.total) return <Expected forecast={data} total={data.total} className={className} />
  return (
    <Card className={className}>
      <header className="flex h-12 items-center border-b px-4">
        <h2 className="text-lg leading-tight">{TITLE}</h2>
      </header>
      <div className="flex h-[21.25rem] flex-col justify-center">
        {data ? (
          <EmptyState icon={ChartArea} title="No forecast yet">
            {data.reason}
          </EmptyState>
        ) : forecast.isError ? (
          <ErrorState error={forecast.error} onRetry={() => void forecast.refetch()} />
        ) : (
          <Skeleton className="m-4 flex-1" />
        )}
      </div>
    </Card>
  )
}

interface ExpectedProps {
  forecast: Forecast
  total: NonNullable<Forecast['total']>
  className: string | undefined
}

function Expected({ forecast, total, className }: ExpectedProps) {
  const { money, shortMoney } = useFormats()
  const { days, level, method, basis_days: basis } = forecast
  const range = `Likely between ${shortMoney(total.low)} and ${shortMoney(total.high)}.`
  const whole = (amount: number) => money(Math.round(amount))
  return (
    <ChartCard
      className={className}
      title={TITLE}
      note={<span className="text-muted text-xs">Revenue, whole garage</span>}
      summary={`Over ${days.length} days ${whole(total.expected)} of revenue is expected. ${range}`}
      lead={
        <p className="flex flex-wrap items-baseline gap-x-3">
          <span className="figure text-xl">{shortMoney(total.expected)}</span>
          <span className="text-sm">expected</span>
          <span className="text-muted text-sm">{range}</span>
        </p>
      }
      foot={
        <details>
          <summary className="w-fit cursor-pointer text-xs underline">How?</summary>
          {`In ${Math.round(level * 100)} of 100 cases revenue falls in this range. ${method}; from ${basis} complete days.`}
        </details>
      }
      head={['Day', 'Expected', 'Low', 'High']}
      rows={days.map((day) => ({
        key: day.date,
        cells: [shownDay(day.date), whole(day.expected), whole(day.low), whole(day.high)],
      }))}
    >
      <Suspense fallback={<Skeleton className="m-4 h-48" />}>
        <ForecastChart days={days} />
      </Suspense>
    </ChartCard>
  )
}
