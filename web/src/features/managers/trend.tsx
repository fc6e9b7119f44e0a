import { useState } from 'react'
import { Card, CardHead } from '@/components/ui/card'
import { useFormats } from '@/domain/formats'
import { type Course, paceOf, partInWords, wholeOf } from '@/features/analytics/course'

/** Revenue and collected in the course of the period as bars; the same as a table for who cannot see them. */
export function Trend({ course }: { course: Course }) {
  const { money, decimals, today } = useFormats()
  const [pointed, setPointed] = useState<Course[number] | null>(null)
  const most = Math.max(1, ...course.flatMap((part) => [part.revenue, part.collected]))
  const shown = pointed ?? wholeOf(course, decimals)
  const words = (part: Course[number] | undefined) => part && partInWords(part, today())
  return (
    <Card>
      <CardHead title={words(pointed ?? undefined) ?? paceOf(course)}>
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
          {course.map((part) => (
            <div
              key={part.to}
              className="flex h-full min-w-0 flex-1 items-end justify-center gap-px px-px hover:bg-raised @2xl:px-1 *:max-w-8"
              onPointerEnter={() => setPointed(part)}
            >
              <div className="flex-1 bg-primary" style={{ height: `${(part.revenue / most) * 100}%` }} />
              <div
                className="flex-1 bg-chart-collected"
                style={{ height: `${(part.collected / most) * 100}%` }}
              />
            </div>
          ))}
        </div>
        <div className="figure mt-1.5 flex justify-between text-2xs text-muted">
          <span>{words(course[0])}</span>
          <span>{course.length > 1 && words(course.at(-1))}</span>
        </div>
      </div>
      <table className="sr-only">
        <caption>Revenue and collected, {paceOf(course).toLowerCase()}</caption>
        <thead>
          <tr>
            <th scope="col">Days</th>
            <th scope="col">Revenue</th>
            <th scope="col">Collected</th>
            <th scope="col">Jobs</th>
          </tr>
        </thead>
        <tbody>
          {course.map((part) => (
            <tr key={part.to}>
              <th scope="row">{words(part)}</th>
              <td>{money(part.revenue)}</td>
              <td>{money(part.collected)}</td>
              <td>{part.jobs}</td>
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
