import type { Schemas } from '@/api/client'
import type { Job } from '@/domain/jobs'
import { comparedPlate } from '@/domain/plate'
import { isSamePhone, type Source } from './fill-in'

export type Known = Schemas['Known']
type KnownVehicle = NonNullable<Known['vehicle']>
export interface TypedSoFar {
  vehicle_number: string
  customer_name: string
  phone: string
}

/** Leaves out what was said of a plate or a phone that is typed otherwise by now. */
export function stillMeant(known: Known, typed: TypedSoFar): Known {
  const { vehicle, customers, quotations } = known
  const isMeant =
    vehicle !== null && comparedPlate(vehicle.vehicle_number) === comparedPlate(typed.vehicle_number)
  return {
    vehicle: isMeant ? vehicle : null,
    customers: customers.filter(({ phones }) => phones.some((phone) => isSamePhone(phone, typed.phone))),
    asks_keeper: isMeant && known.asks_keeper,
    open_job: isMeant ? known.open_job : null,
    // What was kept on the device by an earlier version says nothing of them.
    quotations: (quotations ?? []).filter(
      ({ phone, vehicle_number: plate }) =>
        isSamePhone(phone, typed.phone) ||
        (plate !== '' && comparedPlate(plate) === comparedPlate(typed.vehicle_number)),
    ),
  }
}

/** What the form is filled from by itself: the vehicle of the plate and its keeper, else the customer of the phone. */
export function sourceOf(known: Known, visits: readonly Job[]): Source | null {
  const { vehicle, customers } = known
  if (vehicle)
    return vehicle.keeper.name === null ? null : sourceOfVehicle(vehicle, vehicle.keeper.name, visits)
  const [customer, another] = customers
  if (!customer || another) return null
  const { address } = customer
  const place = address && [
    address.line,
    [address.city, address.pin].filter(Boolean).join(' '),
    address.state,
  ]
  return {
    id: customer.id,
    vehicle_number: '',
    customer_name: customer.name,
    phone: '',
    car_model: '',
    address: place ? place.filter(Boolean).join(', ') : null,
    created_at: null,
  }
}

/** Name and phone are those of the record, which may have been corrected since the last visit. */
function sourceOfVehicle(vehicle: KnownVehicle, name: string, visits: readonly Job[]): Source {
  const { keeper, vehicle_number, make, model } = vehicle
  const visit = visits.find(
    (job) =>
      comparedPlate(job.vehicle_number) === comparedPlate(vehicle_number) &&
      keeper.phones.includes(job.phone),
  )
  return {
    id: visit?.id ?? vehicle.id,
    vehicle_number,
    customer_name: name,
    phone: visit?.phone ?? keeper.phones[0] ?? '',
    car_model: [make, model].filter(Boolean).join(' ') || (visit?.car_model ?? ''),
    address: visit?.address ?? null,
    created_at: visit?.created_at ?? null,
  }
}
