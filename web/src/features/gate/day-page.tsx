import { useQuery } from '@tanstack/react-query'
import { CarFront, ChevronLeft, ChevronRight } from 'lucide-react'
import { Link, useSearchParams } from 'react-router'
import { PageHeader } from '@/components/page-header'
import { PlaceTabs } from '@/components/place-tabs'
import { EmptyState, ErrorState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/domain/formats'
import { STATUS } from '@/domain/job-status'
import { Pictures } from '@/features/evidence/pictures'
import { type Evidence, gatePhotosQuery, gatePictureOf } from '@/features/evidence/queries'
import { addDays, clock, shownDay } from '@/lib/days'
import { CameraCount } from './camera-count'
import { dayAtGateQuery, type SeenCar } from './queries'
import { TestDrive } from './test-drive'
import { en } from './words/en'

/** A day at the gate for the owner: cars and jobs side by side, what does not fit first. */
export function Component() {
  const { today } = useFormats()
  const [params] = useSearchParams()
  const day = params.get('day') ?? today()
  const { data, error, refetch } = useQuery(dayAtGateQuery(day))
  const { data: photos = [] } = useQuery(gatePhotosQuery(day))
  return (
    <>
      <PageHeader
        title="Checks"
        tab="Gate"
        note="Cars that were seen at the gate, and the jobs that they were for."
      />
      <PlaceTabs of="Checks" />
      <Days day={day} today={today()} />
      {data ? (
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
          <div className="grid gap-4">
            <Card>
              <CardHead title="Cars" note={carsNote(data.cars_seen, data.jobs_taken_in)} />
              {data.cars.length > 0 ? (
                <ul className="divide-y">
                  {data.cars.map((car) => (
                    <Car key={car.plate} car={car} photos={photosOf(car, photos)} />
                  ))}
                </ul>
              ) : (
                <EmptyState icon={CarFront} title="No car was recorded">
                  Invite somebody as Gate in Team, or count the cars of the day on your camera.
                </EmptyState>
              )}
            </Card>
            {data.jobs_never_seen.length > 0 && (
              <Card>
                <CardHead title="Jobs whose car nobody saw" />
                <ul className="divide-y">
                  {data.jobs_never_seen.map(({ id, number, plate }) => (
                    <li key={id} className="flex min-h-12 items-center justify-between gap-3 px-4 py-2">
                      <span className="figure">{plate}</span>
                      <JobLink id={id} number={number} />
                    </li>
                  ))}
                </ul>
              </Card>
            )}
          </div>
          <div className="grid gap-4">
            <CameraCount key={day} day={day} counted={data.cars_counted} jobs={data.jobs_taken_in} />
            <TestDrive />
          </div>
        </div>
      ) : error ? (
        <Card>
          <ErrorState error={error} onRetry={() => void refetch()} />
        </Card>
      ) : (
        <Skeleton className="h-64" />
      )}
    </>
  )
}

function carsNote(cars: number, jobs: number): string {
  return `${cars === 1 ? '1 car seen' : `${cars} cars seen`}, ${jobs === 1 ? '1 job' : `${jobs} jobs`} taken in`
}

function Days({ day, today }: { day: string; today: string }) {
  return (
    <nav aria-label="Day" className="mb-4 flex items-center gap-2">
      <Button asChild variant="outline" size="icon">
        <Link to={`?day=${addDays(day, -1)}`} aria-label="The day before" preventScrollReset>
          <ChevronLeft aria-hidden />
        </Link>
      </Button>
      <span className="min-w-24 text-center font-medium">
        {day === today ? 'Today' : shownDay(day, today)}
      </span>
      {day < today && (
        <Button asChild variant="outline" size="icon">
          <Link to={`?day=${addDays(day, 1)}`} aria-label="The day after" preventScrollReset>
            <ChevronRight aria-hidden />
          </Link>
        </Button>
      )}
    </nav>
  )
}

function JobLink({ id, number }: { id: string; number: number | null }) {
  return (
    <Link to={`/jobs/${id}`} className="tap text-sm underline underline-offset-4">
      {number === null ? 'Job' : `Job ${number}`}
    </Link>
  )
}

/** The photos of a car, whichever time it was seen. */
function photosOf({ sightings }: SeenCar, photos: readonly Evidence[]): Evidence[] {
  return photos.filter(({ about_id: about }) => sightings.some(({ id }) => id === about))
}

function Car({ car, photos }: { car: SeenCar; photos: readonly Evidence[] }) {
  const { timezone } = useFormats()
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2.5">
      <div className="min-w-0">
        <p className="figure">{car.plate}</p>
        <p className="flex flex-wrap gap-x-3 text-muted text-sm">
          {car.sightings.map(({ id, direction, at, outcome }) => (
            <span key={id}>
              {en[direction]} <span className="figure">{clock(at, timezone)}</span>
              {outcome !== null && (
                <span className={outcome === 'used' ? 'text-success' : 'text-danger'}>
                  {' '}
                  {en.outcomes[outcome]}
                </span>
              )}
            </span>
          ))}
        </p>
      </div>
      {car.job_id !== null ? (
        <span className="flex items-baseline gap-3 text-sm">
          {car.job_status !== null && <span className="text-muted">{STATUS[car.job_status].label}</span>}
          <JobLink id={car.job_id} number={car.job_number} />
        </span>
      ) : (
        <span className="text-sm text-warning">No job</span>
      )}
      {photos.length > 0 && (
        <div className="w-full">
          <Pictures photos={photos} of={car.plate} address={gatePictureOf} />
        </div>
      )}
    </li>
  )
}
