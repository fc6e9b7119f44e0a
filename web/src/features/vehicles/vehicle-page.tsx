import { useQuery } from '@tanstack/react-query'
import { CarFront, Pencil } from 'lucide-react'
import { Suspense, useState } from 'react'
import { Link, useParams } from 'react-router'
import { api, unwrap } from '@/api/client'
import { Problem } from '@/api/problem'
import { lazyPart } from '@/components/lazy-part'
import { MissingRecord } from '@/components/missing-record'
import { PageHeader } from '@/components/page-header'
import { ErrorState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { useFormats } from '@/domain/formats'
import { useCan } from '@/domain/permissions'
import { Facts } from '@/features/customers/facts'
import { LinesSkeleton } from '@/features/customers/lines-skeleton'
import { vehicleWords } from '@/features/customers/vehicle-line'
import { VisitJobs, VisitPapers, VisitSums } from '@/features/customers/visits'
import { inSentence } from '@/lib/days'
import { isBegun } from '@/lib/use-draft'
import { FUELS } from './fuels'
import { type VehicleDetail, vehicleQuery } from './queries'

const EditVehicle = lazyPart(() => import('./edit-vehicle'))
const BACK = { to: '/vehicles', label: 'Vehicles' }

/** One vehicle with its whole history, whoever had it. */
export function Component() {
  const { id = '' } = useParams()
  const vehicle = useQuery(vehicleQuery(id))
  if (vehicle.data) return <VehicleView key={id} vehicle={vehicle.data} />
  const isMissing = vehicle.error instanceof Problem && [404, 422].includes(vehicle.error.status)
  return (
    <>
      <PageHeader title={isMissing ? 'Vehicle not found' : 'Vehicle'} back={BACK} />
      <Card>
        {vehicle.isPending ? (
          <LinesSkeleton label="Loading the vehicle" />
        ) : isMissing ? (
          <MissingRecord
            icon={CarFront}
            kind="Vehicle"
            id={id}
            ask={(header, signal) =>
              unwrap(
                api.GET('/api/vehicles/{vehicle_id}', {
                  params: { header, path: { vehicle_id: id } },
                  signal,
                }),
              )
            }
          >
            This vehicle was not found. Check the link, or search in Vehicles.
          </MissingRecord>
        ) : (
          <ErrorState error={vehicle.error} onRetry={() => void vehicle.refetch()} />
        )}
      </Card>
    </>
  )
}

function VehicleView({ vehicle }: { vehicle: VehicleDetail }) {
  const canUpdate = useCan('vehicles:update')
  const [isEditing, setEditing] = useState(() => isBegun(`vehicle:${vehicle.id}`))
  return (
    <>
      <PageHeader title={vehicle.vehicle_number} back={BACK} note={vehicleWords(vehicle)}>
        {canUpdate && (
          <Button variant="outline" aria-haspopup="dialog" onClick={() => setEditing(true)}>
            <Pencil aria-hidden /> Edit
          </Button>
        )}
      </PageHeader>
      <div className="space-y-4">
        <VisitSums visits={vehicle} />
        <Facts
          facts={[
            { name: 'Fuel', value: vehicle.fuel && FUELS[vehicle.fuel] },
            { name: 'Chassis number (VIN)', value: vehicle.vin },
          ]}
        />
        <Keepers vehicle={vehicle} />
        <Readings vehicle={vehicle} />
        <VisitJobs visits={vehicle} search={vehicle.vehicle_number} />
        <VisitPapers visits={vehicle} />
      </div>
      <Suspense>{isEditing && <EditVehicle vehicle={vehicle} onClose={() => setEditing(false)} />}</Suspense>
    </>
  )
}

/** Whose the vehicle is and was, the last one first. */
function Keepers({ vehicle }: { vehicle: VehicleDetail }) {
  const { day } = useFormats()
  const seesCustomers = useCan('customers:read')
  return (
    <Card>
      <CardHead title={vehicle.keepers.length === 1 ? 'Owner' : 'Owners'} />
      <ul aria-label="Owners" className="divide-y">
        {vehicle.keepers.map(({ customer_id, name, since, until }) => (
          <li
            key={`${customer_id} ${since}`}
            className="flex min-h-12 flex-wrap items-center justify-between gap-x-4 px-4 py-2 text-sm"
          >
            {name !== null && seesCustomers ? (
              <Link to={`/customers/${customer_id}`} className="tap font-medium underline underline-offset-4">
                {name}
              </Link>
            ) : (
              <span className="font-medium">{name ?? 'A customer of a colleague'}</span>
            )}
            <span className="text-muted text-xs">
              {until === null
                ? `since ${inSentence(day(since))}`
                : `${day(since)} to ${inSentence(day(until))}`}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** What the odometer said, the last one first. */
function Readings({ vehicle }: { vehicle: VehicleDetail }) {
  const { day, count } = useFormats()
  if (vehicle.readings.length === 0) return null
  return (
    <Card>
      <CardHead title="Odometer" />
      <ul aria-label="Odometer" className="divide-y">
        {vehicle.readings.map(({ km, at, job_id, reason, is_marked }) => (
          <li
            key={at}
            className="flex min-h-12 flex-wrap items-center justify-between gap-x-4 px-4 py-2 text-sm"
          >
            <span>
              <span className="figure font-medium">{count(km)} km</span>
              {is_marked && <span className="ml-3 text-warning">Does not fit: {reason}</span>}
            </span>
            <span className="text-muted text-xs">
              {job_id ? (
                <Link to={`/jobs/${job_id}`} className="tap underline underline-offset-4">
                  {day(at)}
                </Link>
              ) : (
                day(at)
              )}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
