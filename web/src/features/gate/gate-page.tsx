import { useQuery, useQueryClient } from '@tanstack/react-query'
import { CloudUpload, LogOut } from 'lucide-react'
import { toast } from 'sonner'
import { sentence } from '@/api/problem'
import { ErrorState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import { countryOf } from '@/domain/country'
import { useMe } from '@/domain/session'
import { now } from '@/lib/clock'
import { cn } from '@/lib/cn'
import { clock } from '@/lib/days'
import { useOnline } from '@/lib/use-online'
import { useLogOut } from '@/outbox/log-out'
import { type Entry, useSent, useUnsent } from '@/outbox/outbox'
import UnsentMark from '@/outbox/unsent-mark'
import { GateForm } from './gate-form'
import { DIRECTIONS, outcomeWords, toldOfLeaving } from './gate-labels'
import { gateQuery, type Recorded, type Sighting } from './queries'
import { AT_GATE, unsentCar } from './sighting'

/** The only page of whoever stands at the gate: a car in or out, and what he has recorded today. */
export function Component() {
  const me = useMe()
  const client = useQueryClient()
  const isOnline = useOnline()
  const { data, error, refetch } = useQuery(gateQuery)
  const { logOut, question } = useLogOut((failure) => toast.error(sentence(failure)))
  useSent((entry, answer) => {
    if (entry.kind !== 'sighting') return
    if (answer) tellOutcome(entry, answer as Recorded)
    void client.invalidateQueries({ queryKey: gateQuery.queryKey })
  })
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-md flex-col px-4 pt-3 pb-8">
      <title>Gate · RevOps</title>
      <header className="mb-4 flex min-h-11 items-center justify-between gap-2">
        <div className="min-w-0">
          <h1 className="text-2xl leading-tight">Gate</h1>
          <p className="truncate text-muted text-sm">{data?.workshop_name ?? me.name}</p>
        </div>
        <div className="flex items-center">
          <UnsentMark />
          <Button records variant="ghost" size="icon" aria-label="Log out" onClick={logOut}>
            <LogOut aria-hidden />
          </Button>
        </div>
      </header>
      {!isOnline && (
        <p role="status" className="mb-3 border bg-warning-tint px-3 py-2 text-sm text-warning">
          No network. Carry on: cars are kept on this phone and sent later.
        </p>
      )}
      <GateForm example={countryOf(data?.currency ?? 'INR').plate} />
      <h2 className="mt-6 mb-2 text-lg leading-tight">Today</h2>
      {data ? (
        <Cars sightings={data.sightings} timezone={data.timezone} />
      ) : error ? (
        <>
          <Cars sightings={[]} timezone="UTC" />
          <ErrorState error={error} onRetry={() => void refetch()} />
        </>
      ) : (
        <Skeleton className="h-32" />
      )}
      {question}
    </main>
  )
}

/** Says at once that a car may not leave, and whom to call: it may still be stopped. */
function tellOutcome({ about, addedAt }: Entry, recorded: Recorded) {
  const told = toldOfLeaving(about.plate ?? '', recorded, now().getTime() - addedAt)
  if (told) toast.error(told.words, { description: told.more, duration: 15_000 })
}

/** The cars of today, those that are on this phone only first. */
function Cars({ sightings, timezone }: { sightings: readonly Sighting[]; timezone: string }) {
  const unsent = useUnsent(AT_GATE).map(unsentCar).reverse()
  if (unsent.length + sightings.length === 0)
    return <p className="border border-dashed px-3 py-6 text-center text-muted text-sm">No car yet today.</p>
  return (
    <ul className="divide-y border bg-card" aria-label="Cars of today">
      {unsent.map(({ id, plate, direction, at, isStuck }) => (
        <Car key={id} plate={plate} direction={direction} time={clock(at, timezone)}>
          <span className={cn('flex items-center gap-1 text-xs', isStuck ? 'text-danger' : 'text-warning')}>
            <CloudUpload className="size-3.5" aria-hidden />{' '}
            {isStuck ? 'Not sent: look above' : 'Not sent yet'}
          </span>
        </Car>
      ))}
      {sightings.map(({ id, plate, direction, at, odometer_km: km, outcome }) => (
        <Car key={id} plate={plate} direction={direction} time={clock(at, timezone)}>
          <span className="flex flex-wrap gap-x-2 text-muted text-xs">
            {km !== null && <span className="figure">{km.toLocaleString('en-IN')} km</span>}
            {outcome !== null && (
              <span className={outcome === 'used' ? 'text-success' : 'text-danger'}>
                {outcomeWords(outcome)}
              </span>
            )}
          </span>
        </Car>
      ))}
    </ul>
  )
}

interface CarProps {
  plate: string
  direction: Sighting['direction']
  time: string
  children: React.ReactNode
}

function Car({ plate, direction, time, children }: CarProps) {
  return (
    <li className="flex min-h-14 items-center gap-3 px-3 py-2">
      <span
        className={cn(
          'w-12 border py-0.5 text-center font-medium text-sm',
          direction === 'in' ? 'border-foreground' : 'border-muted text-muted',
        )}
      >
        {DIRECTIONS[direction]}
      </span>
      <span className="min-w-0 flex-1">
        <span className="figure block break-words text-lg leading-tight">{plate}</span>
        {children}
      </span>
      <span className="figure text-muted text-sm">{time}</span>
    </li>
  )
}
