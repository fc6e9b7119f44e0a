import { Files } from 'lucide-react'
import { usePages } from '@/api/use-pages'
import { EndlessList } from '@/components/endless-list'
import { PageHeader } from '@/components/page-header'
import { PeriodFilter } from '@/components/period-filter'
import { PlaceTabs } from '@/components/place-tabs'
import { SearchBox } from '@/components/search-box'
import { EmptyState, ErrorState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Choice } from '@/components/ui/choice'
import { Skeleton } from '@/components/ui/skeleton'
import { cn } from '@/lib/cn'
import { KINDS } from './paper-kinds'
import { PaperHead, PaperRow, ROW_HEIGHT } from './paper-row'
import { papersQuery } from './queries'
import { type ShownPapers, usePaperFilters } from './use-paper-filters'

const SHOWN: readonly { value: ShownPapers; label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'invoice', label: KINDS.invoice.many },
  { value: 'credit_note', label: KINDS.credit_note.many },
  { value: 'receipt', label: KINDS.receipt.many },
  { value: 'refund_voucher', label: KINDS.refund_voucher.many },
]

/** The register of papers that were issued: a manager's own, the owner's all. */
export function Component() {
  const filters = usePaperFilters()
  return (
    <>
      <PageHeader title="Money" tab="Bills" />
      <PlaceTabs of="Money" />
      <div className="mb-4 flex flex-wrap gap-2">
        <SearchBox
          q={filters.q}
          onSearch={filters.search}
          isSearching={false}
          label="Search bills"
          placeholder="Number, customer or plate"
          className="w-full md:w-64"
        />
        <Choice
          label="Kind"
          value={filters.shown}
          options={SHOWN}
          onChange={filters.setShown}
          className="w-full md:w-96 [&>label]:px-1"
        />
        <div className="grid w-full grid-cols-2 gap-2 max-md:[&>select]:col-span-2 md:ml-auto md:flex md:w-auto md:items-center">
          <PeriodFilter value={filters.period} onChange={filters.setPeriod} />
        </div>
      </div>
      <Card>
        <PaperHead />
        <Papers filters={filters} />
      </Card>
    </>
  )
}

function Papers({ filters }: { filters: ReturnType<typeof usePaperFilters> }) {
  const query = usePages(papersQuery(filters.filter))
  if (query.isPending) return <Loading />
  if (query.isError && query.rows.length === 0)
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (query.rows.length === 0 && !query.hasNextPage) {
    return filters.isFiltered ? (
      <EmptyState
        icon={Files}
        title="No documents found"
        action={
          <Button variant="outline" onClick={filters.clear}>
            Clear the filter
          </Button>
        }
      >
        Type the first letters or digits of a number, customer or plate, or try another kind or period.
      </EmptyState>
    ) : (
      <EmptyState icon={Files} title="Nothing issued yet">
        Open a job to issue its invoice, or the receipt of a payment. It is listed here with its number.
      </EmptyState>
    )
  }
  return (
    <div className={cn('transition-opacity', query.isPlaceholderData && 'opacity-50')}>
      <EndlessList
        label="Documents"
        rows={query.rows}
        rowKey={(paper) => paper.id}
        renderRow={(paper) => <PaperRow paper={paper} />}
        estimatedHeight={ROW_HEIGHT}
        pages={query}
      />
    </div>
  )
}

function Loading() {
  return (
    <div role="status" aria-label="Loading documents">
      {[1, 2, 3, 4, 5, 6, 7, 8].map((row) => (
        <div key={row} className="flex h-24 items-center gap-4 border-b px-4 wide:h-14">
          <Skeleton className="h-4 w-32" />
          <Skeleton className="h-4 flex-1" />
          <Skeleton className="hidden h-4 w-40 wide:block" />
          <Skeleton className="h-4 w-20" />
        </div>
      ))}
    </div>
  )
}
