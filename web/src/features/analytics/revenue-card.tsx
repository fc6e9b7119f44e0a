import { Suspense } from 'react'
import { lazyPart } from '@/components/lazy-part'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/domain/formats'
import { ChartCard } from './chart-card'
import { type Course, paceOf, partInWords, wholeOf } from './course'

const RevenueChart = lazyPart(() => import('./charts').then((charts) => ({ default: charts.RevenueChart })))

/** Revenue and collected in the course of the period: together they are what the tiles say. */
export function RevenueCard({ course, className }: { course: Course; className?: string }) {
  const { money, decimals, today } = useFormats()
  const whole = wholeOf(course, decimals)
  const row = (key: string, name: string, sums: typeof whole) => ({
    key,
    cells: [name, money(sums.revenue), money(sums.collected), sums.jobs],
  })
  return (
    <ChartCard
      className={className}
      title={paceOf(course)}
      summary={`In all revenue was ${money(whole.revenue)} and ${money(whole.collected)} was collected.`}
      note={
        <span className="flex gap-3 text-xs sm:gap-4" aria-hidden>
          <Key className="bg-primary" label="Revenue" />
          <Key className="bg-chart-collected" label="Collected" />
        </span>
      }
      head={['Days', 'Revenue', 'Collected', 'Jobs']}
      rows={[
        row('whole', 'In all', whole),
        ...course.map((part) => row(part.to, partInWords(part, today()), part)).reverse(),
      ]}
    >
      <Suspense fallback={<Skeleton className="m-4 h-56" />}>
        <RevenueChart course={course} />
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
