import { useQuery } from '@tanstack/react-query'
import { Calendar, ChevronDown, SlidersHorizontal, X } from 'lucide-react'
import { Popover } from 'radix-ui'
import { useCallback, useState } from 'react'
import { ManagerSelect } from '@/components/manager-select'
import { SearchBox } from '@/components/search-box'
import { Button } from '@/components/ui/button'
import { useFormats } from '@/domain/formats'
import { STATUS } from '@/domain/job-status'
import { managersQuery } from '@/domain/managers'
import { useCan } from '@/domain/permissions'
import { cn } from '@/lib/cn'
import { AttentionChips, PeriodControls, ShowChoice, SortSelect, StatusChips } from './filter-controls'
import { FilterSheet } from './filter-sheet'
import { activeFilters, type ChangeFilters, type JobFilters, NO_FILTERS, periodLabel } from './filters'

interface FilterBarProps {
  filters: JobFilters
  change: ChangeFilters
  isWide: boolean
  isSearching: boolean
}

/** Search and filters: all at hand on a desktop, behind one button on a phone. */
export function FilterBar(props: FilterBarProps) {
  const { filters, change } = props
  const isSearched = filters.q !== ''
  const onSearch = useCallback(
    // The letters of a search are not steps of their own: Back leads to before the search.
    (q: string) => change({ q }, { replace: isSearched && q !== '' }),
    [change, isSearched],
  )
  return props.isWide ? (
    <WideBar {...props} onSearch={onSearch} />
  ) : (
    <NarrowBar {...props} onSearch={onSearch} />
  )
}

interface BarProps extends FilterBarProps {
  onSearch: (q: string) => void
}

function useActive(filters: JobFilters) {
  const canNarrow = useCan('members:manage')
  const { today } = useFormats()
  const { data: managers } = useQuery({ ...managersQuery, enabled: canNarrow && filters.manager !== null })
  return activeFilters(filters, {
    today: today(),
    managerName: (id) => managers?.find((manager) => manager.user_id === id)?.user.name ?? 'One manager',
    statusLabel: (status) => STATUS[status].label,
  })
}

function WideBar({ filters, change, isSearching, onSearch }: BarProps) {
  const canNarrow = useCan('members:manage')
  const isList = filters.view === 'list'
  const isFiltered = useActive(filters).length > 0 || filters.q !== ''
  return (
    <div className="mb-3 space-y-2.5">
      <div className="flex items-center gap-2">
        <SearchBox
          q={filters.q}
          onSearch={onSearch}
          isSearching={isSearching}
          className="w-80 min-w-32 shrink"
        />
        <AttentionChips filters={filters} change={change} className="shrink-0" />
        {isFiltered && !isList && <ClearFilters change={change} />}
        <div className="ml-auto flex items-center gap-2">
          {canNarrow && (
            <div className="w-40">
              <ManagerSelect
                value={filters.manager ?? ''}
                onChange={(manager) => change({ manager: manager || null })}
              />
            </div>
          )}
          <PeriodButton filters={filters} change={change} />
          {isList && <SortSelect filters={filters} change={change} className="w-44" />}
        </div>
      </div>
      {isList && (
        <div className="flex flex-wrap items-center gap-x-1.5 gap-y-1.5">
          <ShowChoice filters={filters} change={change} className="mr-1.5 w-48" />
          <StatusChips filters={filters} change={change} />
          {isFiltered && <ClearFilters change={change} />}
        </div>
      )}
    </div>
  )
}

function ClearFilters({ change, className }: { change: ChangeFilters; className?: string }) {
  return (
    <Button
      variant="ghost"
      size="sm"
      className={cn('text-muted', className)}
      onClick={() => change(NO_FILTERS)}
    >
      <X aria-hidden /> Clear filters
    </Button>
  )
}

function PeriodButton({ filters, change }: { filters: JobFilters; change: ChangeFilters }) {
  const { today } = useFormats()
  const label = periodLabel(filters, today())
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <Button
          variant="outline"
          aria-label={`Taken in: ${label ?? 'any day'}`}
          className={cn('font-normal', label ? 'border-foreground' : 'text-muted')}
        >
          <Calendar aria-hidden />
          {label ?? 'Any day'}
          <ChevronDown aria-hidden className="text-muted" />
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={6}
          collisionPadding={8}
          role="dialog"
          aria-label="Taken in"
          className="data-[state=open]:fade-in z-50 w-80 border border-input bg-card p-4 duration-100 data-[state=open]:animate-in"
        >
          <p className="label-caps mb-2.5">Taken in</p>
          <PeriodControls filters={filters} change={change} />
          {label && (
            <Button
              variant="ghost"
              size="sm"
              className="mt-3 -ml-2.5 text-muted"
              onClick={() => change({ from: null, to: null })}
            >
              <X aria-hidden /> Any day
            </Button>
          )}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

function NarrowBar({ filters, change, isSearching, onSearch }: BarProps) {
  const [isOpen, setOpen] = useState(false)
  const active = useActive(filters)
  return (
    <div className="mb-3">
      <div className="flex gap-2">
        <SearchBox q={filters.q} onSearch={onSearch} isSearching={isSearching} className="min-w-0 flex-1" />
        <Button
          variant="outline"
          className="px-3"
          aria-label={active.length > 0 ? `Filter, ${active.length} active` : 'Filter'}
          onClick={() => setOpen(true)}
        >
          <SlidersHorizontal aria-hidden />
          Filter
          {active.length > 0 && (
            <span className="figure flex h-5 min-w-5 items-center justify-center bg-foreground px-1 text-background text-xs">
              {active.length}
            </span>
          )}
        </Button>
      </div>
      {filters.view === 'list' && (
        <ShowChoice filters={filters} change={change} className="mt-2 w-full sm:w-64" />
      )}
      {active.length > 0 && (
        <ul
          aria-label="Active filters"
          className="-mx-4 mt-2 flex gap-1.5 overflow-x-auto px-4 [scrollbar-width:none]"
        >
          {active.map(({ key, label, without }) => (
            <li key={key} className="shrink-0">
              <button
                type="button"
                aria-label={`Remove filter ${label}`}
                onClick={() => change(without)}
                className="flex min-h-11 max-w-60 items-center gap-1.5 border bg-raised px-3 text-left text-[0.8125rem]"
              >
                <span className="min-w-0 break-words">{label}</span>
                <X className="size-3.5 shrink-0 text-muted" aria-hidden />
              </button>
            </li>
          ))}
          {active.length > 1 && (
            <li>
              <ClearFilters change={change} className="px-2" />
            </li>
          )}
        </ul>
      )}
      {isOpen && <FilterSheet filters={filters} change={change} onClose={() => setOpen(false)} />}
    </div>
  )
}
