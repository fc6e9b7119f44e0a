import { Tabs as Radix } from 'radix-ui'
import { useEffect, useRef } from 'react'
import { type JobStatus, STATUS, STATUSES } from '@/domain/job-status'
import { cn } from '@/lib/cn'
import type { ChangeFilters, JobFilters } from '../filters'
import type { CardActions } from './board-card'
import { Cards } from './cards'
import { useColumn } from './use-column'
import type { Moving } from './use-moves'

interface TabsProps {
  filters: JobFilters
  change: ChangeFilters
  moving: Moving
  actions: CardActions
}

/** The board of a phone: one column at a time, the others one tap away. The column is part of the address. */
export function Tabs({ filters, change, moving, actions }: TabsProps) {
  const chosen = filters.status[0] ?? 'in_progress'
  const strip = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the chosen tab comes into view whenever it changes
  useEffect(() => {
    const tab = strip.current?.querySelector('[data-state=active]')
    tab?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [chosen])
  return (
    <Radix.Root
      value={chosen}
      onValueChange={(value) =>
        change({ status: STATUSES.filter((status) => status === value) }, { replace: true })
      }
      activationMode="manual"
    >
      <Radix.List
        ref={strip}
        aria-label="Status"
        className="sticky top-14 z-10 -mx-4 flex overflow-x-auto border-b bg-background px-4 md:top-0 md:mx-0 md:px-0 [scrollbar-width:none]"
      >
        {STATUSES.map((status) => (
          <Tab key={status} status={status} filters={filters} moving={moving} isChosen={status === chosen} />
        ))}
      </Radix.List>
      <Radix.Content value={chosen} className="pt-3 focus-visible:outline-none">
        <Panel key={chosen} status={chosen} filters={filters} moving={moving} actions={actions} />
      </Radix.Content>
    </Radix.Root>
  )
}

interface PartProps {
  status: JobStatus
  filters: JobFilters
  moving: Moving
}

function Tab({ status, filters, moving, isChosen }: PartProps & { isChosen: boolean }) {
  // How many are closed interests nobody until they look.
  const { count } = useColumn(status, filters, moving, isChosen || status !== 'closed')
  const { label, color } = STATUS[status]
  return (
    <Radix.Trigger
      value={status}
      className={cn(
        'flex h-12 shrink-0 items-center gap-2 whitespace-nowrap border-transparent border-b-2 px-3 text-muted text-sm',
        'data-[state=active]:border-primary data-[state=active]:font-medium data-[state=active]:text-foreground focus-visible:-outline-offset-2',
      )}
    >
      <span className="size-2 shrink-0" style={{ background: color }} aria-hidden />
      {label}
      {count && <span className="figure font-normal text-muted text-xs">{count}</span>}
    </Radix.Trigger>
  )
}

function Panel({ status, filters, moving, actions }: PartProps & { actions: CardActions }) {
  const column = useColumn(status, filters, moving)
  const isFiltered = Boolean(
    filters.q || filters.outstanding || filters.manager || filters.from || filters.to,
  )
  return <Cards status={status} column={column} moving={moving} actions={actions} isFiltered={isFiltered} />
}
