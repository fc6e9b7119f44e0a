import { HandCoins } from 'lucide-react'
import type { ReactNode } from 'react'
import { usePages } from '@/api/use-pages'
import { EndlessList } from '@/components/endless-list'
import { EmptyState, ErrorState } from '@/components/states'
import { Skeleton } from '@/components/ui/skeleton'
import type { Settlement, settlementsQuery } from '@/domain/settlements'
import { cn } from '@/lib/cn'

const ROW_HEIGHT = { card: 88, line: 72 }

interface SettlementListProps {
  query: ReturnType<typeof settlementsQuery>
  /** Which of them are shown; all, unless said. */
  only?: (settlement: Settlement) => boolean
  /** What to say when there is none. */
  empty: string
  renderRow: (settlement: Settlement) => ReactNode
}

/** The history of settlements in its four states. */
export function SettlementList({ query, only, empty, renderRow }: SettlementListProps) {
  const pages = usePages(query)
  const rows = only ? pages.rows.filter(only) : pages.rows
  if (pages.isPending) {
    return (
      <div role="status" aria-label="Loading cash" className="divide-y">
        {[1, 2, 3, 4].map((line) => (
          <div key={line} className="flex h-18 items-center justify-between px-4">
            <Skeleton className="h-8 w-40" />
            <Skeleton className="h-5 w-24" />
          </div>
        ))}
      </div>
    )
  }
  if (pages.isError && rows.length === 0) {
    return <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />
  }
  if (rows.length === 0 && !pages.hasNextPage) {
    return (
      <EmptyState icon={HandCoins} title="Nothing handed over">
        {empty}
      </EmptyState>
    )
  }
  return (
    <div className={cn('transition-opacity', pages.isPlaceholderData && 'opacity-50')}>
      <EndlessList
        label="Cash"
        rows={rows}
        rowKey={(settlement) => settlement.id}
        renderRow={renderRow}
        estimatedHeight={ROW_HEIGHT}
        pages={pages}
      />
    </div>
  )
}
