import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Skeleton } from '@/components/ui/skeleton'
import { cn } from '@/lib/cn'

interface TileProps {
  label: string
  value: ReactNode
  note?: ReactNode
  /** The list behind the figure. */
  to: string
  /** Marks what asks for something to be done. */
  tone?: 'plain' | 'waiting' | 'risk'
  className?: string
}

const EDGES = { plain: '', waiting: 'border-l-2 border-l-warning', risk: 'border-l-2 border-l-danger' }
const VALUES = { plain: '', waiting: 'text-warning', risk: 'text-danger' }

/** One figure, and the way to what is behind it. */
export function Tile({ label, value, note, to, tone = 'plain', className }: TileProps) {
  return (
    <Link
      to={to}
      className={cn(
        'group flex min-h-24 min-w-0 flex-col justify-between border bg-card px-3.5 py-3 transition-colors hover:bg-raised md:px-4',
        EDGES[tone],
        className,
      )}
    >
      <span className="label-caps group-hover:text-foreground">{label}</span>
      <span>
        <span className={cn('figure block truncate text-xl leading-tight md:text-2xl', VALUES[tone])}>
          {value}
        </span>
        <span className="mt-0.5 block min-h-4 truncate text-muted text-xs">{note}</span>
      </span>
    </Link>
  )
}

/** A tile on its way, in its final shape. */
export function TileSkeleton({ className }: { className?: string }) {
  return (
    <div
      className={cn('flex min-h-24 flex-col justify-between border bg-card px-3.5 py-3 md:px-4', className)}
    >
      <Skeleton className="h-4 w-20" />
      <div>
        <Skeleton className="h-6 w-28" />
        <Skeleton className="mt-1.5 h-3.5 w-16" />
      </div>
    </div>
  )
}
