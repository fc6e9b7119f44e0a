import { useQuery } from '@tanstack/react-query'
import { fewJobsQuery } from '@/domain/jobs'
import { typedDigits } from '@/domain/phone'
import { comparedPlate } from '@/domain/plate'
import { useDebounced } from '@/lib/use-debounced'
import { distinctVisits } from './fill-in'

const OFFERED = 5
const PAUSE_MS = 250
const LEAST_OF_A_PLATE = 3
const LEAST_OF_A_NAME = 3
const LEAST_OF_A_PHONE = 6

/** Earlier jobs that the form of a new one may be filled from: of the same car, or else of the same customer. */
export function usePastVisits(typed: { vehicle_number: string; customer_name: string; phone: string }) {
  const plate = useDebounced(comparedPlate(typed.vehicle_number), PAUSE_MS)
  const hasPlate = plate.length >= LEAST_OF_A_PLATE
  const ofCar = useQuery({
    ...fewJobsQuery({ q: plate, limit: OFFERED }),
    enabled: hasPlate,
    // A number may also be found in phones; here it is a plate.
    select: (jobs) => distinctVisits(jobs.filter((job) => comparedPlate(job.vehicle_number).includes(plate))),
  })
  const car = (hasPlate && ofCar.data) || []
  const digits = typedDigits(typed.phone)
  const name = typed.customer_name.trim()
  const person = useDebounced(
    digits.length >= LEAST_OF_A_PHONE ? digits : name.length >= LEAST_OF_A_NAME ? name : '',
    PAUSE_MS,
  )
  const isNewCar = car.length === 0 && !(hasPlate && ofCar.isPending)
  const ofPerson = useQuery({
    ...fewJobsQuery({ q: person, limit: OFFERED }),
    enabled: person !== '' && isNewCar,
    select: distinctVisits,
  })
  return {
    car,
    person: (person !== '' && isNewCar && ofPerson.data) || [],
    /** The visits of this very plate have come. */
    isSettled: plate === comparedPlate(typed.vehicle_number) && !(hasPlate && ofCar.isPending),
  }
}
