import { useState } from 'react'
import { Card, CardHead } from '@/components/ui/card'
import type { Dashboard } from '@/features/analytics/queries'
import { useFormats } from '@/features/workshops/workshop'
import { shownDay } from '@/lib/days'

type Day = Dashboard['daily_revenue'][number]

/** Revenue and collected by day as bars; the same as a table for who cannot see them. */
export function Trend({ days }: { days: Day[] }) {
  const { money } = useFormats()
  const [pointed, setPointed] = useState<Day | null>(null)
  const most = Math.max(1, ...days.flatMap((day) => [day.revenue, day.collected]))
  const sum = (of: 'revenue' | 'collected' | 'jobs') => days.reduce((total, day) => total + day[of], 0)
  const shown = pointed ?? { revenue: sum('revenue'), collected: sum('collected'), jobs: sum('jobs') }
  const [first, last] = [days[0], days.at(-1)]
  return (
    <Card>
      <CardHead title={pointed ? shownDay(pointed.date) : 'Last 30 days'}>
        <dl className="flex flex-wrap gap-x-4 text-sm">
          <Key color="bg-primary" label="Revenue" value={money(shown.revenue)} />
          <Key color="bg-chart-collected" label="Collected" value={money(shown.collected)} />
          <div className="flex items-center gap-1.5">
            <dt className="text-muted">Jobs</dt>
            <dd className="figure">{shown.jobs}</dd>
          </div>
        </dl>
      </CardHead>
      <div aria-hidden className="px-4 pt-4 pb-3">
        <div className="flex h-36 items-end border-b" onPointerLeave={() => setPointed(null)}>
          {days.map((day) => (
            <div
              key={day.date}
              className="flex h-full min-w-0 flex-1 items-end gap-px px-px hover:bg-raised md:px-1"
              onPointerEnter={() => setPointed(day)}
            >
              <div className="flex-1 bg-primary" style={{ height: `${(day.revenue / most) * 100}%` }} />
              <div
                className="flex-1 bg-chart-collected"
                style={{ height: `${(day.collected / most) * 100}%` }}
              />
            </div>
          ))}
        </div>
        <div className="figure mt-1.5 flex justify-between text-2xs text-muted">
          <span>{first && shownDay(first.date)}</span>
          <span>{last && shownDay(last.date)}</span>
        </div>
      </div>
      <table className="sr-only">
        <caption>Revenue and collected by day</caption>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">Revenue</th>
            <th scope="col">Collected</th>
            <th scope="col">Jobs</th>
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <tr key={day.date}>
              <th scope="row">{shownDay(day.date)}</th>
              <td>{money(day.revenue)}</td>
              <td>{money(day.collected)}</td>
              <td>{day.jobs}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  )
}

function Key({ color, label, value }: { color: string; label: string; value: string }) {
  return (
    <div className="flex items-center gap-1.5">
      <dt className="flex items-center gap-1.5 text-muted">
        <span className={`size-2 ${color}`} aria-hidden />
        {label}
      </dt>
      <dd className="figure">{value}</dd>
    </div>
  )
}
