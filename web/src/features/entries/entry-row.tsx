import { memo } from 'react'
import { Link } from 'react-router'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/domain/formats'
import type { Figure } from '@/features/analytics/links'
import { cn } from '@/lib/cn'
import { type Entry, happened } from './entry-labels'

/** What most are high, so that nothing moves when a page comes and Back finds its place. */
export const ROW_HEIGHT = { line: 49, card: 81 }

const GRID =
  'grid grid-cols-[8.5rem_minmax(0,1.2fr)_minmax(0,1.2fr)_minmax(0,0.8fr)_minmax(8rem,max-content)] items-center gap-x-4 border-b px-4 py-1.5'

/** The names of the columns, for the eye. */
export function RowHead() {
  return (
    <div aria-hidden className={cn(GRID, 'label-caps h-9')}>
      <span>When</span>
      <span>What</span>
      <span>Job</span>
      <span>Who</span>
      <span className="text-right">Adds</span>
    </div>
  )
}

interface EntryRowProps {
  entry: Entry
  figure: Figure
  isWide: boolean
}

/** One entry; it opens its job, or the settlements. */
export const EntryRow = memo(function EntryRow({ entry, figure, isWide }: EntryRowProps) {
  const to = entry.job_id ? `/jobs/${entry.job_id}` : entry.settlement_id ? '/money/cash' : null
  const row = isWide ? <Wide entry={entry} figure={figure} /> : <Narrow entry={entry} figure={figure} />
  if (!to) return row
  return (
    <Link
      to={to}
      className="block transition-colors hover:bg-raised focus-visible:outline-offset-[-2px] active:bg-raised"
    >
      {row}
    </Link>
  )
})

function Wide({ entry, figure }: Omit<EntryRowProps, 'isWide'>) {
  const { dayTime } = useFormats()
  return (
    <span className={cn(GRID, 'text-sm')} style={{ minHeight: ROW_HEIGHT.line }}>
      <span className="whitespace-nowrap text-[0.8125rem] text-muted">{dayTime(entry.at)}</span>
      <span className="min-w-0">
        {happened(entry, figure)}
        {entry.note && <span className="ml-2 text-muted text-xs">{entry.note}</span>}
      </span>
      <span className="flex min-w-0 flex-wrap items-baseline gap-x-2">
        <span>{entry.customer_name}</span>
        <span className="figure shrink-0 text-muted text-xs">{entry.vehicle_number}</span>
      </span>
      <span className="text-[0.8125rem] text-muted">{who(entry)}</span>
      <Adds entry={entry} className="text-right" />
    </span>
  )
}

function Narrow({ entry, figure }: Omit<EntryRowProps, 'isWide'>) {
  const { dayTime } = useFormats()
  return (
    <span
      className="flex flex-col justify-center gap-0.5 border-b px-4 py-2"
      style={{ minHeight: ROW_HEIGHT.card }}
    >
      <span className="flex items-baseline justify-between gap-3 text-sm">
        <span>{happened(entry, figure)}</span>
        <Adds entry={entry} className="shrink-0" />
      </span>
      <span className="text-[0.8125rem]">
        {entry.customer_name ?? entry.manager_name}{' '}
        <span className="figure text-muted text-xs">{entry.vehicle_number}</span>
      </span>
      <span className="text-muted text-xs">
        {[dayTime(entry.at), who(entry), entry.note].filter(Boolean).join(' · ')}
      </span>
    </span>
  )
}

/** Who did it; and whose figure it is, when that is another person. */
function who({ actor_name: actor, manager_name: manager }: Entry): string {
  if (actor && manager && actor !== manager) return `${actor}, for ${manager}`
  return actor ?? manager ?? ''
}

function Adds({ entry, className }: { entry: Entry; className: string }) {
  const { money, count } = useFormats()
  const { amount } = entry
  return (
    <span className={cn('figure whitespace-nowrap', className)}>
      {amount === null ? count(entry.count ?? 0) : money(amount)}
    </span>
  )
}

/** Entries that are on their way, in their later shape. */
export function RowsSkeleton({ isWide }: { isWide: boolean }) {
  return (
    <div aria-hidden>
      {Array.from({ length: isWide ? 12 : 8 }, (_, row) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have nothing else to tell them apart.
          key={row}
          className="flex items-center gap-4 border-b px-4"
          style={{ height: isWide ? ROW_HEIGHT.line : ROW_HEIGHT.card }}
        >
          <Skeleton className="h-4 flex-1" />
          <Skeleton className="h-4 w-24" />
        </div>
      ))}
    </div>
  )
}
