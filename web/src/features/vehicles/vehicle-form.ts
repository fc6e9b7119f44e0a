import type { Schemas } from '@/api/client'
import { changedNames } from '@/features/customers/changed-names'
import { kilometres, optional, required, wholeNumber } from '@/lib/schema'
import { z } from '@/lib/zod'
import type { VehicleDetail } from './queries'

export const vehicleSchema = z.object({
  vehicle_number: required('the vehicle number', 20),
  make: optional(120),
  model: optional(120),
  year: wholeNumber('Enter a year, such as 2019.'),
  fuel: z
    .enum(['', 'petrol', 'diesel', 'cng', 'lpg', 'electric', 'hybrid'])
    .transform((fuel) => fuel || null),
  vin: optional(32),
  colour: optional(120),
  odometer_km: kilometres(),
  odometer_reason: optional(200),
})

export type VehicleText = z.input<typeof vehicleSchema>
type VehicleRead = z.output<typeof vehicleSchema>

/** What stands in the form before anything is typed. A reading is a new one each time. */
export function textOf(vehicle: VehicleDetail): VehicleText {
  return {
    vehicle_number: vehicle.vehicle_number,
    make: vehicle.make ?? '',
    model: vehicle.model ?? '',
    year: vehicle.year?.toString() ?? '',
    fuel: vehicle.fuel ?? '',
    vin: vehicle.vin ?? '',
    colour: vehicle.colour ?? '',
    odometer_km: '',
    odometer_reason: '',
  }
}

/** The changes to send: only the fields that were typed otherwise than they were. */
export function changesOf(
  before: VehicleText,
  typed: VehicleText,
  read: VehicleRead,
): Schemas['VehicleUpdate'] {
  const changed = changedNames(before, typed)
  return Object.fromEntries(changed.map((name) => [name, read[name]]))
}
