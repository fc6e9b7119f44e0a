import { CarFront } from 'lucide-react'
import { useCan } from '@/domain/permissions'
import { SearchedList } from '@/features/customers/searched-list'
import { VehicleLine } from '@/features/customers/vehicle-line'
import { vehiclesQuery } from './queries'

/** What customers bring. */
export function Component() {
  return (
    <SearchedList
      title="Vehicles"
      one="vehicle"
      icon={CarFront}
      query={vehiclesQuery}
      renderRow={(vehicle) => <VehicleLine vehicle={vehicle} showsKeeper />}
      rowHeight={57}
      placeholder="Plate, make or model"
      other={useCan('customers:read') ? { to: '/customers', label: 'Customers' } : null}
      whenNone="Each vehicle is kept here from its first job on."
      whenNoMatch="Type the first letters or digits of a plate, a make or a model."
    />
  )
}
