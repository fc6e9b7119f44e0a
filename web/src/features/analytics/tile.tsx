import { ListTree } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Skeleton } from '@/components/ui/skeleton'
import { cn } from '@/lib/cn'

interface TileProps {
  label: string
  value: ReactNode
  /** A lesser figure beside the value. */
  aside?: ReactNode
  note?: ReactNode
  /** The note may be long: its second line on a phone is kept free. */
  longNote?: boolean
  /** The list behind the figure. */
  to: string
  /** The entries that sum to the figure exactly. */
  entries?: string
  /** Marks what asks for something to be done. */
  tone?: 'plain' | 'waiting' | 'risk'
  className?: string
}

const EDGES = { plain: '', waiting: 'border-l-2 border-l-warning', risk: 'border-l-2 border-l-danger' }
const VALUES = { plain: '', waiting: 'text-warning', risk: 'text-danger' }
const FRAME = 'flex min-h-24 min-w-0 flex-col border bg-card px-3.5 py-3 md:px-4'

function noteHeight(isLong: boolean | undefined) {
  return isLong ? 'min-h-8 xl:min-h-4' : 'min-h-4'
}

/** One figure, the way to the list behind it, and the way to what it is made of. */
export function Tile({ className, entries, ...figure }: TileProps) {
  if (!entries) return <Figure {...figure} className={className} />
  return (
    <div className={cn('relative flex min-w-0', className)}>
      <Figure {...figure} className="flex-1" hasCorner />
      <Link
        to={entries}
        aria-label={`How ${figure.label} is made up`}
        title="How this is made up"
        className="absolute top-0 right-0 inline-flex size-11 items-center justify-center text-muted transition-colors hover:text-foreground fine:size-10"
      >
        <ListTree className="size-4" aria-hidden />
      </Link>
    </div>
  )
}

interface FigureProps extends Omit<TileProps, 'entries'> {
  /** Something stands in the upper right corner. */
  hasCorner?: boolean
}

function Figure(props: FigureProps) {
  const { label, value, aside, note, longNote, to, tone = 'plain', hasCorner, className } = props
  return (
    <Link to={to} className={cn('group transition-colors hover:bg-raised', FRAME, EDGES[tone], className)}>
      <span className={cn('label-caps group-hover:text-foreground', hasCorner && 'pr-7')}>{label}</span>
      <span className="mt-1.5 flex min-w-0 flex-wrap items-baseline gap-x-2 md:mt-2.5">
        <span className={cn('figure text-xl leading-tight xl:text-2xl', VALUES[tone])}>{value}</span>
        {aside && <span className="text-muted text-xs">{aside}</span>}
      </span>
      <span className={cn('mt-0.5 block text-muted text-xs', noteHeight(longNote))}>{note}</span>
    </Link>
  )
}

/** A tile on its way, in its final shape. */
export function TileSkeleton({ className, longNote }: { className?: string; longNote?: boolean }) {
  return (
    <div className={cn(FRAME, className)}>
      <Skeleton className="h-4 w-20" />
      <Skeleton className="mt-1.5 h-[1.5625rem] w-28 md:mt-2.5 xl:h-[1.875rem]" />
      <div className={cn('mt-0.5 flex items-start', noteHeight(longNote))}>
        <Skeleton className="h-3.5 w-16" />
      </div>
    </div>
  )
}
