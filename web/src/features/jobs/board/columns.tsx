import { ChevronsLeft } from 'lucide-react'
import { type DragEvent, useState } from 'react'
import { type JobStatus, STATUS, STATUSES } from '@/domain/job-status'
import { cn } from '@/lib/cn'
import type { JobFilters } from '../filters'
import type { CardActions } from './board-card'
import { Cards } from './cards'
import { useColumn } from './use-column'
import type { Moving } from './use-moves'

interface ColumnsProps {
  filters: JobFilters
  moving: Moving
  actions: CardActions
  /** Where the card now dragged comes from and may go; null when none is dragged. */
  dragged: { from: JobStatus; to: JobStatus[] } | null
  onDrop: (to: JobStatus) => void
}

/** A column for each status, each with its own scroll. */
export function Columns(props: ColumnsProps) {
  const [isClosedOpen, setClosedOpen] = useState(false)
  const [over, setOver] = useState<JobStatus | null>(null)
  const { dragged, onDrop } = props
  const target = (status: JobStatus) => {
    const isAllowed = dragged?.to.includes(status) ?? false
    return {
      className: cn(
        'transition-[opacity,background-color,border-color]',
        dragged && !isAllowed && dragged.from !== status && 'opacity-45',
        isAllowed && 'border-muted border-dashed',
        isAllowed && over === status && 'border-foreground border-solid bg-raised',
      ),
      onDragOver: (event: DragEvent) => {
        if (!isAllowed) return
        event.preventDefault()
        event.dataTransfer.dropEffect = 'move'
        setOver(status)
      },
      onDragLeave: (event: DragEvent) => {
        const to = event.relatedTarget
        if (!(to instanceof Node && event.currentTarget.contains(to))) setOver(null)
      },
      onDrop: (event: DragEvent) => {
        setOver(null)
        if (!isAllowed) return
        event.preventDefault()
        onDrop(status)
      },
    }
  }
  return (
    <div className="-mb-10 flex h-[calc(100dvh-11.25rem)] min-h-96 snap-x snap-proximity gap-2 overflow-x-auto">
      {STATUSES.map((status) =>
        status === 'closed' && !isClosedOpen ? (
          <FoldedColumn
            key={status}
            status={status}
            target={target(status)}
            onOpen={() => setClosedOpen(true)}
          />
        ) : (
          <Column key={status} status={status} target={target(status)} {...props} />
        ),
      )}
    </div>
  )
}

interface Target {
  className: string
  onDragOver: (event: DragEvent) => void
  onDragLeave: (event: DragEvent) => void
  onDrop: (event: DragEvent) => void
}

function Column({
  status,
  target: { className, ...drop },
  filters,
  moving,
  actions,
}: ColumnsProps & { status: JobStatus; target: Target }) {
  const column = useColumn(status, filters, moving)
  const isFiltered = Boolean(
    filters.q || filters.outstanding || filters.manager || filters.from || filters.to,
  )
  const { label, color } = STATUS[status]
  return (
    <section
      aria-label={label}
      className={cn('relative flex min-w-52 flex-1 snap-start flex-col border bg-background', className)}
      {...drop}
    >
      <h2 className="flex min-h-10 shrink-0 items-center gap-2 border-b px-3 font-medium font-sans text-[0.8125rem] tracking-normal">
        <span className="size-2 shrink-0" style={{ background: color }} aria-hidden />
        {label}
        <span className="figure ml-auto font-normal text-muted text-xs">
          {column.count}
          {column.count && <span className="sr-only"> shown</span>}
        </span>
      </h2>
      <div className="min-h-0 flex-1 overflow-y-auto p-2 [scrollbar-width:thin]">
        <Cards status={status} column={column} moving={moving} actions={actions} isFiltered={isFiltered} />
      </div>
    </section>
  )
}

function FoldedColumn({
  status,
  target: { className, ...drop },
  onOpen,
}: {
  status: JobStatus
  target: Target
  onOpen: () => void
}) {
  const { label, color } = STATUS[status]
  return (
    <button
      type="button"
      aria-label={`Show ${label.toLowerCase()}`}
      aria-expanded={false}
      onClick={onOpen}
      className={cn(
        'flex w-11 shrink-0 snap-start flex-col items-center gap-3 border bg-background py-3 text-[0.8125rem] text-muted hover:border-input hover:text-foreground',
        className,
      )}
      {...drop}
    >
      <ChevronsLeft className="size-4" aria-hidden />
      <span className="size-2" style={{ background: color }} aria-hidden />
      <span className="font-medium [writing-mode:vertical-rl]">{label}</span>
    </button>
  )
}
