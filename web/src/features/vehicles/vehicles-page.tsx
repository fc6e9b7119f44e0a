import { CarFront } from 'lucide-react'
import { Link } from 'react-router'
import { usePages } from '@/api/use-pages'
import { EndlessList } from '@/components/endless-list'
import { PageHeader } from '@/components/page-header'
import { SearchBox } from '@/components/search-box'
import { EmptyState, ErrorState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { useCan } from '@/domain/permissions'
import { LinesSkeleton } from '@/features/customers/lines-skeleton'
import { VehicleLine } from '@/features/customers/vehicle-line'
import { cn } from '@/lib/cn'
import { useAddress } from '@/lib/use-address'
import { vehiclesQuery } from './queries'

const ROW_HEIGHT = { card: 57, line: 57 }

/** What customers bring. */
export function Component() {
  const [params, set] = useAddress()
  const q = params.get('q')?.trim() ?? ''
  const query = usePages(vehiclesQuery(q))
  const seesCustomers = useCan('customers:read')
  return (
    <>
      <PageHeader title="Vehicles">
        {seesCustomers && (
          <Button asChild variant="outline">
            <Link to="/customers">Customers</Link>
          </Button>
        )}
      </PageHeader>
      <SearchBox
        q={q}
        onSearch={(text) => set({ q: text })}
        isSearching={query.isPlaceholderData}
        label="Search vehicles"
        placeholder="Plate, make or model"
        className="mb-4 w-full md:w-80"
      />
      <Card>
        {query.isPending ? (
          <LinesSkeleton label="Loading vehicles" />
        ) : query.isError && query.rows.length === 0 ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : query.rows.length === 0 ? (
          <NoVehicles q={q} onClear={() => set({ q: '' })} />
        ) : (
          <div className={cn('transition-opacity', query.isPlaceholderData && 'opacity-50')}>
            <EndlessList
              label="Vehicles"
              rows={query.rows}
              rowKey={({ id }) => id}
              renderRow={(vehicle) => <VehicleLine vehicle={vehicle} showsKeeper />}
              estimatedHeight={ROW_HEIGHT}
              pages={query}
            />
          </div>
        )}
      </Card>
    </>
  )
}

function NoVehicles({ q, onClear }: { q: string; onClear: () => void }) {
  if (q === '') {
    return (
      <EmptyState icon={CarFront} title="No vehicles yet">
        Each vehicle is kept here from its first job on.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={CarFront}
      title={`No vehicle matches “${q}”`}
      action={
        <Button variant="outline" onClick={onClear}>
          Show all vehicles
        </Button>
      }
    >
      Type the first letters or digits of a plate, a make or a model.
    </EmptyState>
  )
}
