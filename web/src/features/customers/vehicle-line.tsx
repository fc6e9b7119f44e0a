import { Link } from 'react-router'
import type { Schemas } from '@/api/client'
import { useFormats } from '@/domain/formats'

/** What a vehicle is: make, model, year, colour, as far as they are known. */
export function vehicleWords({ make, model, year, colour }: Schemas['VehicleOut']): string {
  return [[make, model].filter(Boolean).join(' '), year, colour].filter(Boolean).join(' · ')
}

/** A vehicle as a line that leads to it. */
export function VehicleLine({
  vehicle,
  showsKeeper = false,
}: {
  vehicle: Schemas['VehicleOut']
  showsKeeper?: boolean
}) {
  const { count } = useFormats()
  return (
    <Link
      to={`/vehicles/${vehicle.id}`}
      className="flex min-h-14 items-center justify-between gap-4 border-b px-4 py-2 transition-colors hover:bg-raised focus-visible:outline-offset-[-2px]"
    >
      <span className="min-w-0">
        <span className="figure block font-medium">{vehicle.vehicle_number}</span>
        <span className="block text-[0.8125rem] text-muted">{vehicleWords(vehicle)}</span>
      </span>
      <span className="min-w-0 break-words text-right text-sm">
        {showsKeeper && <span className="block">{vehicle.keeper.name}</span>}
        {vehicle.odometer_km !== null && (
          <span className="figure block text-muted text-xs">{count(vehicle.odometer_km)} km</span>
        )}
      </span>
    </Link>
  )
}
