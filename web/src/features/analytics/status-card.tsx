import { Suspense } from 'react'
import { Link } from 'react-router'
import { lazyPart } from '@/components/lazy-part'
import { useFormats } from '@/domain/formats'
import { IN_SHOP_STATUSES, STATUS, STATUSES } from '@/domain/job-status'
import { counted } from '@/lib/counted'
import { ChartCard } from './chart-card'
import { listLink } from './links'
import type { Dashboard } from './queries'

const StatusRing = lazyPart(() => import('./charts').then((charts) => ({ default: charts.StatusRing })))

interface StatusCardProps {
  counts: Dashboard['status_counts']
  managerId: string
}

/** How many jobs stand where, now. */
export function StatusCard({ counts, managerId }: StatusCardProps) {
  const { count } = useFormats()
  const slices = STATUSES.map((status) => ({ status, ...STATUS[status], count: counts[status] ?? 0 }))
  const total = slices.reduce((sum, slice) => sum + slice.count, 0)
  // The cars that have left are nearly all of an old garage: the ring shows those that are here.
  const live = slices.filter((slice) => IN_SHOP_STATUSES.includes(slice.status))
  const liveTotal = live.reduce((sum, slice) => sum + slice.count, 0)
  const summary = `${counted(liveTotal, 'car')} in the shop, of ${counted(total, 'job')}: ${live.map((s) => `${s.count} ${s.label.toLowerCase()}`).join(', ')}.`
  return (
    <ChartCard
      title="Jobs by status"
      summary={summary}
      head={['Status', 'Jobs']}
      rows={slices.map((slice) => ({ key: slice.status, cells: [slice.label, slice.count] }))}
    >
      <div className="flex h-full items-center gap-5 px-4">
        <div className="relative hidden size-36 shrink-0 @min-[19rem]:block">
          <Suspense>
            <StatusRing slices={live} total={liveTotal} />
          </Suspense>
        </div>
        <ul aria-hidden className="min-w-0 flex-1">
          {slices.map((slice) => (
            <li key={slice.status}>
              <Link
                tabIndex={-1}
                to={listLink('/jobs', { status: slice.status, manager: managerId })}
                className="flex min-h-9 items-center gap-2 text-[0.8125rem] hover:underline fine:min-h-7"
              >
                <span className="size-2 shrink-0" style={{ background: slice.color }} />
                <span className="min-w-0 flex-1">{slice.label}</span>
                <span className="figure">{count(slice.count)}</span>
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </ChartCard>
  )
}
