import { ChevronRight } from 'lucide-react'
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
const FRAME = 'flex min-h-24 min-w-0 flex-col border bg-card'
const UPPER = 'flex min-h-11 items-center justify-between gap-1 pr-2 pl-3.5'
const LOWER = 'block flex-1 px-3.5 pb-3'

function noteHeight(isLong: boolean | undefined) {
  return isLong ? 'min-h-8' : 'min-h-4'
}

/** One figure: its label opens the list behind it, its sum the entries that it is made of. */
export function Tile({ label, to, entries, tone = 'plain', className, ...figure }: TileProps) {
  const frame = cn(FRAME, EDGES[tone], className)
  const name = (
    <>
      <span className="label-caps group-hover:text-foreground">{label}</span>
      <ChevronRight className="size-4 shrink-0 text-muted" aria-hidden />
    </>
  )
  if (!entries) {
    return (
      <Link to={to} className={cn('group transition-colors hover:bg-raised', frame)}>
        <span className={UPPER}>{name}</span>
        <span className={LOWER}>
          <Figure {...figure} tone={tone} />
        </span>
      </Link>
    )
  }
  return (
    <div className={frame}>
      <Link to={to} className={cn('group transition-colors hover:bg-raised', UPPER)}>
        {name}
      </Link>
      <Link
        to={entries}
        title="How this is made up"
        className={cn('group transition-colors hover:bg-raised', LOWER)}
      >
        <span className="sr-only">How {label} is made up: </span>
        <Figure {...figure} tone={tone} isOpened />
      </Link>
    </div>
  )
}

// A figure stands whole on its line however long it is: the narrowest tile has room for 126 px, a digit is 0.6 em wide.
const SIZES = [
  [10.5, 'text-xl @6xl:text-2xl'],
  [13.1, 'text-base leading-[1.5625rem] @2xl:text-lg @6xl:text-xl'],
  [15, 'text-sm leading-[1.5625rem] @2xl:text-base @6xl:text-lg'],
  [16, 'text-[0.8125rem] leading-[1.5625rem] @2xl:text-sm @6xl:text-base'],
  [Number.POSITIVE_INFINITY, 'text-xs leading-[1.5625rem] @2xl:text-sm @6xl:text-base'],
] as const
// The letters of a currency before a figure, and the space behind them, are smaller than its digits.
const CODE_SHARE = 0.65

/** A figure in parts, and how large it can be. */
function sized(value: ReactNode) {
  const [, code = '', digits = value] =
    typeof value === 'string' ? (/^(-?[A-Z]{3})\u00a0(.+)$/.exec(value) ?? []) : []
  const room = typeof digits === 'string' ? digits.length + (code ? code.length + 1 : 0) * CODE_SHARE : 0
  return { size: SIZES.find(([longest]) => room <= longest)?.[1], code, digits }
}

interface FigureProps extends Pick<TileProps, 'value' | 'aside' | 'note' | 'longNote'> {
  tone: NonNullable<TileProps['tone']>
  /** The sum itself leads to what it is made of. */
  isOpened?: boolean
}

function Figure({ value, aside, note, longNote, tone, isOpened }: FigureProps) {
  const { size, code, digits } = sized(value)
  return (
    <>
      <span className="flex min-w-0 flex-wrap items-baseline gap-x-2">
        <span
          className={cn(
            'figure leading-tight',
            size,
            isOpened &&
              'underline decoration-border decoration-dotted underline-offset-4 group-hover:decoration-current',
            VALUES[tone],
          )}
        >
          {code && <span className="text-[0.65em]">{code}&nbsp;</span>}
          {digits}
        </span>
        {aside && <span className="text-muted text-xs">{aside}</span>}
      </span>
      <span className={cn('mt-1 block text-muted text-xs', noteHeight(longNote))}>{note}</span>
    </>
  )
}

/** A tile on its way, in its final shape. */
export function TileSkeleton({ className, longNote }: { className?: string; longNote?: boolean }) {
  return (
    <div className={cn(FRAME, className)}>
      <div className={UPPER}>
        <Skeleton className="h-4 w-20" />
      </div>
      <div className={LOWER}>
        <Skeleton className="h-[1.5625rem] w-28 @6xl:h-[1.875rem]" />
        <div className={cn('mt-1 flex items-start', noteHeight(longNote))}>
          <Skeleton className="h-3.5 w-16" />
        </div>
      </div>
    </div>
  )
}
