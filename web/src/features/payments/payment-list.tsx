import { Banknote } from 'lucide-react'
import type { ReactNode } from 'react'
import type { usePages } from '@/api/use-pages'
import { EndlessList } from '@/components/endless-list'
import { EmptyState, ErrorState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import type { Payment } from '@/domain/payment-labels'
import { cn } from '@/lib/cn'
import type { PaymentFilters, Shown } from './use-payment-filters'

const ROW_HEIGHT = { card: 108, line: 56 }

const NOTHING: Record<Shown, { title: string; next: string }> = {
  awaiting: { title: 'Nothing to confirm', next: 'All payments checked.' },
  confirmed: {
    title: 'Nothing confirmed yet',
    next: 'Payments appear here once the owner has confirmed them.',
  },
  rejected: { title: 'Nothing rejected', next: 'Payments that the owner rejects appear here.' },
  all: { title: 'No payments yet', next: 'Open a job and record a payment; it appears here.' },
}

interface PaymentListProps {
  filters: PaymentFilters
  /** The rows to show: those of the query, less what was just reviewed. */
  rows: Payment[]
  query: ReturnType<typeof usePages<Payment>>
  renderRow: (payment: Payment) => ReactNode
}

/** The list of payments in its four states. */
export function PaymentList({ filters, rows, query, renderRow }: PaymentListProps) {
  if (query.isPending) return <Loading />
  if (query.isError && rows.length === 0)
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (rows.length === 0 && !query.hasNextPage) {
    const { title, next } = NOTHING[filters.shown]
    return filters.narrowedBy > 0 ? (
      <EmptyState
        icon={Banknote}
        title={filters.kind === 'refund' ? 'No refunds found' : 'No payments found'}
        action={
          <Button variant="outline" onClick={filters.clear}>
            Clear the filter
          </Button>
        }
      >
        Try another method, manager or period.
      </EmptyState>
    ) : (
      <EmptyState icon={Banknote} title={title}>
        {next}
      </EmptyState>
    )
  }
  return (
    <div className={cn('transition-opacity', query.isPlaceholderData && 'opacity-50')}>
      <EndlessList
        label={filters.kind === 'refund' ? 'Refunds' : 'Payments'}
        rows={rows}
        rowKey={(payment) => payment.id}
        renderRow={renderRow}
        estimatedHeight={ROW_HEIGHT}
        pages={query}
      />
    </div>
  )
}

function Loading() {
  return (
    <div role="status" aria-label="Loading payments">
      {Array.from({ length: 8 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have nothing else to tell them apart.
        <div key={index} className="flex h-27 items-center gap-4 border-b px-4 wide:h-14">
          <Skeleton className="h-4 w-20" />
          <Skeleton className="h-4 flex-1" />
          <Skeleton className="hidden h-4 w-40 wide:block" />
          <Skeleton className="h-8 w-24" />
        </div>
      ))}
    </div>
  )
}
