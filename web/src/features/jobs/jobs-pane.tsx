import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { Link, useNavigate } from 'react-router'
import { useFetchAhead } from '@/api/use-fetch-ahead'
import { usePages } from '@/api/use-pages'
import { Money } from '@/components/money'
import { StatusBadge } from '@/components/status-badge'
import { Skeleton } from '@/components/ui/skeleton'
import type { Job } from '@/domain/jobs'
import { useSeesAll } from '@/domain/permissions'
import { cn } from '@/lib/cn'
import { searchLeftAt, useWayBack } from '@/lib/trail'
import { DueMark } from './due-mark'
import { listQuery, readFilters } from './filters'
import { jobsQuery } from './queries'

const LIST = '/jobs'
const ROW_PX = 92
const OVERSCAN = 6
const STEPS: Record<string, (at: number, count: number) => number> = {
  ArrowDown: (at, count) => Math.min(at + 1, count - 1),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_, count) => count - 1,
}

/** The list beside a job on a tablet: filtered as one left it, with the job that is open marked. */
export function JobsPane({ id }: { id: string }) {
  const seesAll = useSeesAll()
  // As the list was left on the way here; choosing another job here leaves it so.
  const [search] = useState(() => searchLeftAt(LIST))
  const filter = useMemo(
    () => listQuery({ ...readFilters(new URLSearchParams(search), seesAll), view: 'list' }),
    [search, seesAll],
  )
  const pages = usePages(jobsQuery(filter))
  const { rows } = pages
  const frame = useRef<HTMLElement>(null)
  const getItemKey = useCallback((at: number) => rows[at]?.id ?? at, [rows])
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_PX,
    getItemKey,
    overscan: OVERSCAN,
  })
  const chosen = rows.findIndex((job) => job.id === id)
  const isPlaced = useRef(false)
  useLayoutEffect(() => {
    if (isPlaced.current || chosen < 0) return
    isPlaced.current = true
    virtual.scrollToIndex(chosen, { align: 'center' })
  }, [chosen, virtual])
  const items = virtual.getVirtualItems()
  useFetchAhead(pages, items.at(-1)?.index ?? 0, rows.length, OVERSCAN)
  const pressed = useRowKeys(frame, { chosen, count: rows.length, scrollTo: virtual.scrollToIndex })
  return (
    <nav
      ref={frame}
      aria-label="Jobs"
      onKeyDown={pressed}
      className="sticky top-0 -mt-6 -ml-6 h-dvh overflow-y-auto border-r bg-card print:hidden"
    >
      {pages.isPending && <Skeleton className="m-3 h-40" />}
      {pages.isError && rows.length === 0 && (
        <p className="p-4 text-muted text-sm">The list could not be loaded.</p>
      )}
      <ul style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {items.map((item) => {
          const job = rows[item.index]
          if (job === undefined) return null
          return (
            <li
              key={item.key}
              data-index={item.index}
              ref={virtual.measureElement}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <PaneRow job={job} isChosen={job.id === id} />
            </li>
          )
        })}
      </ul>
    </nav>
  )
}

interface Rows {
  /** The place of the job that is open. */
  chosen: number
  count: number
  scrollTo: (at: number) => void
}

/** What keys do in the list: arrows, Home and End go along its rows, Escape leads to the list itself. */
function useRowKeys(frame: RefObject<HTMLElement | null>, { chosen, count, scrollTo }: Rows) {
  const navigate = useNavigate()
  const back = useWayBack(LIST)
  return (event: KeyboardEvent) => {
    const step = STEPS[event.key]
    if (event.key === 'Escape') return void navigate(back.to)
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    const focused = (event.target as HTMLElement).closest('[data-index]')?.getAttribute('data-index')
    const to = step(focused ? Number(focused) : chosen, count)
    scrollTo(to)
    requestAnimationFrame(() =>
      frame.current?.querySelector<HTMLElement>(`[data-index="${to}"] a`)?.focus({ preventScroll: true }),
    )
  }
}

/** A job in few words. Another one takes the place of the one that is open, so that Back leads to the list. */
function PaneRow({ job, isChosen }: { job: Job; isChosen: boolean }) {
  const owes = job.remaining_amount > 0
  return (
    <Link
      to={`${LIST}/${job.id}`}
      replace
      aria-current={isChosen ? 'page' : undefined}
      className={cn(
        'block border-b border-l-2 px-3 py-2.5 transition-colors hover:bg-raised focus-visible:outline-offset-[-2px] active:bg-raised',
        isChosen ? 'border-l-primary bg-raised' : 'border-l-transparent',
      )}
      style={{ minHeight: ROW_PX }}
    >
      <span className="flex flex-wrap items-baseline justify-between gap-x-2">
        <span className="figure font-medium">{job.vehicle_number}</span>
        {!job.estimate_to_follow && (
          <Money
            amount={owes ? job.remaining_amount : job.estimated_amount}
            tone={owes ? 'risk' : 'muted'}
            className="text-sm"
          />
        )}
      </span>
      <span className="block break-words text-sm">
        {job.customer_name}
        <span className="text-muted"> · {job.car_model}</span>
      </span>
      <span className="mt-0.5 flex flex-wrap items-center gap-x-3 text-xs">
        <StatusBadge status={job.status} isCancelled={Boolean(job.cancelled_at)} />
        <DueMark job={job} />
      </span>
    </Link>
  )
}
