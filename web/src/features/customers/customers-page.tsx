import { UserRound } from 'lucide-react'
import { memo } from 'react'
import { Link } from 'react-router'
import { usePages } from '@/api/use-pages'
import { EndlessList } from '@/components/endless-list'
import { Money } from '@/components/money'
import { PageHeader } from '@/components/page-header'
import { SearchBox } from '@/components/search-box'
import { EmptyState, ErrorState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { useCan } from '@/domain/permissions'
import { shownPhone } from '@/domain/phone'
import { cn } from '@/lib/cn'
import { useAddress } from '@/lib/use-address'
import { LinesSkeleton } from './lines-skeleton'
import { type Customer, customersQuery } from './queries'

const ROW_HEIGHT = { card: 65, line: 65 }

/** Who brings vehicles, and what each still owes. */
export function Component() {
  const [params, set] = useAddress()
  const q = params.get('q')?.trim() ?? ''
  const query = usePages(customersQuery(q))
  const seesVehicles = useCan('vehicles:read')
  return (
    <>
      <PageHeader title="Customers">
        {seesVehicles && (
          <Button asChild variant="outline">
            <Link to="/vehicles">Vehicles</Link>
          </Button>
        )}
      </PageHeader>
      <SearchBox
        q={q}
        onSearch={(text) => set({ q: text })}
        isSearching={query.isPlaceholderData}
        label="Search customers"
        placeholder="Name or phone"
        className="mb-4 w-full md:w-80"
      />
      <Card>
        {query.isPending ? (
          <LinesSkeleton label="Loading customers" />
        ) : query.isError && query.rows.length === 0 ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : query.rows.length === 0 ? (
          <NoCustomers q={q} onClear={() => set({ q: '' })} />
        ) : (
          <div className={cn('transition-opacity', query.isPlaceholderData && 'opacity-50')}>
            <EndlessList
              label="Customers"
              rows={query.rows}
              rowKey={({ id }) => id}
              renderRow={(customer) => <CustomerLine customer={customer} />}
              estimatedHeight={ROW_HEIGHT}
              pages={query}
            />
          </div>
        )}
      </Card>
    </>
  )
}

const CustomerLine = memo(function CustomerLine({ customer }: { customer: Customer }) {
  const { name, phones, outstanding_amount: outstanding, jobs_owing: owing } = customer
  return (
    <Link
      to={`/customers/${customer.id}`}
      className="flex min-h-16 items-center justify-between gap-4 border-b px-4 py-2 transition-colors hover:bg-raised focus-visible:outline-offset-[-2px]"
    >
      <span className="min-w-0">
        <span className="block break-words font-medium">{name}</span>
        <span className="figure block text-muted text-xs">{phones.map(shownPhone).join(', ')}</span>
      </span>
      {outstanding > 0 && (
        <span className="shrink-0 text-right">
          <span className="sr-only">Outstanding </span>
          <Money amount={outstanding} tone="risk" className="block font-medium" />
          <span className="block text-muted text-xs">on {owing === 1 ? '1 job' : `${owing} jobs`}</span>
        </span>
      )}
    </Link>
  )
})

function NoCustomers({ q, onClear }: { q: string; onClear: () => void }) {
  if (q === '') {
    return (
      <EmptyState icon={UserRound} title="No customers yet">
        Each customer is kept here from the first job on.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={UserRound}
      title={`No customer matches “${q}”`}
      action={
        <Button variant="outline" onClick={onClear}>
          Show all customers
        </Button>
      }
    >
      Type the first letters of a name, or the first digits of a phone number.
    </EmptyState>
  )
}
