import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ListTree } from 'lucide-react'
import { useRef } from 'react'
import { useSearchParams } from 'react-router'
import { usePages } from '@/api/use-pages'
import { EndlessList } from '@/components/endless-list'
import { ManagerSelect } from '@/components/manager-select'
import { PageHeader } from '@/components/page-header'
import { PlaceTabs } from '@/components/place-tabs'
import { EmptyState, ErrorState } from '@/components/states'
import { Card } from '@/components/ui/card'
import { Select } from '@/components/ui/input'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/domain/formats'
import { daysInWords, filterOf, type Scope, writeScope } from '@/domain/scope'
import { type Figure, listLink } from '@/features/analytics/links'
import { dashboardQuery } from '@/features/analytics/queries'
import { ScopeBar } from '@/features/analytics/scope-bar'
import { useScope } from '@/features/analytics/use-scope'
import { cn } from '@/lib/cn'
import { useFitsTable } from '@/lib/use-fits-table'
import { type Entry, sumOf } from './entry-labels'
import { EntryRow, ROW_HEIGHT, RowHead, RowsSkeleton } from './entry-row'
import { FIGURES, readFigure } from './figures'
import { entriesQuery } from './queries'

const PAGE_SIZE = 100

/** What a figure of the dashboard is made of, entry by entry. */
export function Component() {
  const [params, setParams] = useSearchParams()
  const figure = readFigure(params.get('figure'))
  const [scope, setScope] = useScope('all')
  const { label, about, isOfNow } = FIGURES[figure]
  // As on the dashboard: what stands as of now has no period.
  const asked = isOfNow ? { ...scope, days: {} } : scope
  const entries = usePages<Entry>(entriesQuery({ figure, ...filterOf(asked), limit: PAGE_SIZE }))
  const card = useRef<HTMLElement>(null)
  const isWide = useFitsTable(card)
  const home = writeScope(new URLSearchParams(), scope, 'month')
  return (
    <>
      <PageHeader
        title={label}
        tab={`How ${label} is made up`}
        note={about}
        back={{ to: listLink('/reports', Object.fromEntries(home)), label: 'Reports' }}
        stacked
      >
        <div className="flex w-full flex-col gap-2 lg:w-auto lg:flex-row">
          <Select
            aria-label="Figure"
            className="lg:w-48"
            value={figure}
            onChange={(event) => {
              const next = new URLSearchParams(params)
              next.set('figure', event.target.value)
              setParams(next, { replace: true, preventScrollReset: true })
            }}
          >
            {Object.entries(FIGURES).map(([name, words]) => (
              <option key={name} value={name}>
                {words.label}
              </option>
            ))}
          </Select>
          {isOfNow ? (
            <div className="md:w-40">
              <ManagerSelect
                value={scope.managerId}
                onChange={(managerId) => setScope({ ...scope, managerId })}
              />
            </div>
          ) : (
            <ScopeBar scope={scope} onChange={setScope} />
          )}
        </div>
      </PageHeader>
      <PlaceTabs of="Checks" />
      <Card ref={card} className="-mx-4 border-x-0 md:mx-0 md:border-x">
        <Sum figure={figure} scope={asked} />
        <Entries figure={figure} entries={entries} isWide={isWide} />
      </Card>
    </>
  )
}

/** The figure as the dashboard has it, of the same days and manager. */
function Sum({ figure, scope }: { figure: Figure; scope: Scope }) {
  const { today } = useFormats()
  const shown = useShown(figure)
  const figures = useQuery({ ...dashboardQuery(filterOf(scope)), placeholderData: keepPreviousData })
  const { amount, count, isOfNow } = FIGURES[figure]
  const manager = figures.data?.manager_performance.find((one) => one.manager_id === scope.managerId)
  const whose = scope.managerId ? (manager?.name ?? 'one manager') : 'all managers'
  return (
    <div
      className={cn(
        'flex flex-wrap items-baseline justify-between gap-x-4 border-b px-4 py-3 transition-opacity delay-150',
        figures.isPlaceholderData && 'opacity-60',
      )}
    >
      {figures.data ? (
        <p className="figure text-2xl leading-8" data-testid="sum">
          {shown({ amount: amount ? amount(figures.data) : 0, count: count?.(figures.data) ?? 0 })}
        </p>
      ) : figures.isError ? (
        <p className="text-danger text-sm leading-8">The figure could not be loaded.</p>
      ) : (
        <Skeleton className="h-8 w-40" />
      )}
      <p className="text-muted text-sm">
        {isOfNow ? 'now' : daysInWords(scope.days, today())} · {whose}
      </p>
    </div>
  )
}

interface EntriesProps {
  figure: Figure
  entries: ReturnType<typeof usePages<Entry>>
  isWide: boolean
}

function Entries({ figure, entries, isWide }: EntriesProps) {
  const { decimals, count } = useFormats()
  const shown = useShown(figure)
  const { rows } = entries
  if (entries.isPending) {
    return (
      <div aria-busy>
        {isWide && <RowHead />}
        <RowsSkeleton isWide={isWide} />
      </div>
    )
  }
  if (entries.isError && rows.length === 0) {
    return <ErrorState error={entries.error} onRetry={() => void entries.refetch()} />
  }
  if (rows.length === 0) {
    return (
      <EmptyState icon={ListTree} title="No entries">
        {FIGURES[figure].isOfNow
          ? 'Nothing counts towards this figure yet.'
          : 'Nothing in these days counts towards this figure. Choose another period.'}
      </EmptyState>
    )
  }
  return (
    <div
      className={cn('transition-opacity delay-150', entries.isPlaceholderData && 'opacity-60')}
      aria-busy={entries.isPlaceholderData}
    >
      {isWide && <RowHead />}
      <EndlessList
        key={isWide ? 'table' : 'cards'}
        label="Entries"
        rows={rows}
        rowKey={(entry) => entry.id}
        renderRow={(entry) => <EntryRow entry={entry} figure={figure} isWide={isWide} />}
        estimatedHeight={ROW_HEIGHT}
        pages={entries}
      />
      {!entries.hasNextPage && (
        <p className="flex flex-wrap items-baseline justify-between gap-x-4 px-4 py-3 text-sm">
          <span className="text-muted">
            {rows.length === 1 ? 'This one entry adds' : `These ${count(rows.length)} entries add up to`}
          </span>
          <span className="figure font-medium">{shown(sumOf(rows, decimals))}</span>
        </p>
      )}
    </div>
  )
}

/** How a figure is written: as money, as a number of jobs, or both. */
function useShown(figure: Figure) {
  const { money, held, count } = useFormats()
  const { amount, count: counts, things } = FIGURES[figure]
  return (sum: { amount: number | null; count: number }) => {
    const number = `${count(sum.count)} ${things[sum.count === 1 ? 0 : 1]}`
    if (!amount) return number
    return counts ? `${money(sum.amount ?? 0)}, ${number}` : held(sum.amount)
  }
}
