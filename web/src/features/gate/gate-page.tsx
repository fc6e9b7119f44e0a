import { useQuery, useQueryClient } from '@tanstack/react-query'
import { CloudUpload, Languages, LogOut } from 'lucide-react'
import { toast } from 'sonner'
import { sentence } from '@/api/problem'
import { LanguageChoices } from '@/components/language-choices'
import { ErrorState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Menu, MenuContent, MenuTrigger } from '@/components/ui/menu'
import { Skeleton } from '@/components/ui/skeleton'
import { countryOf } from '@/domain/country'
import { useMe } from '@/domain/session'
import { now } from '@/lib/clock'
import { cn } from '@/lib/cn'
import { clock } from '@/lib/days'
import { type Language, usePageLanguage } from '@/lib/language'
import { useOnline } from '@/lib/use-online'
import { useLogOut } from '@/outbox/log-out'
import { type Entry, useSent, useUnsent } from '@/outbox/outbox'
import UnsentMark from '@/outbox/unsent-mark'
import { GateForm } from './gate-form'
import { toldOfLeaving } from './gate-labels'
import { gateQuery, type Recorded, type Sighting } from './queries'
import { AT_GATE, unsentCar } from './sighting'
import type { GateWords } from './words/en'
import { GATE_WORDS } from './words/gate-words'

/** The only page of whoever stands at the gate: a car in or out, and what he has recorded today. */
export function Component() {
  const me = useMe()
  const language = usePageLanguage()
  const words = GATE_WORDS[language]
  const client = useQueryClient()
  const isOnline = useOnline()
  const { data, error, refetch } = useQuery(gateQuery)
  const { logOut, question } = useLogOut((failure) => toast.error(sentence(failure)))
  useSent((entry, answer) => {
    if (entry.kind !== 'sighting') return
    if (answer) tellOutcome(words, entry, answer as Recorded)
    void client.invalidateQueries({ queryKey: gateQuery.queryKey })
  })
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-md flex-col px-4 pt-3 pb-8">
      <title>{`${words.gate} · RevOps`}</title>
      <header className="mb-4 flex min-h-11 items-center justify-between gap-2">
        <div className="min-w-0">
          <h1 className="text-2xl leading-tight">{words.gate}</h1>
          <p className="break-words text-muted text-sm">{data?.workshop_name ?? me.name}</p>
        </div>
        <div className="flex items-center">
          <UnsentMark />
          <LanguageMenu language={language} label={words.language} />
          <Button records variant="ghost" size="icon" aria-label={words.logOut} onClick={logOut}>
            <LogOut aria-hidden />
          </Button>
        </div>
      </header>
      {!isOnline && (
        <p role="status" className="mb-3 border bg-warning-tint px-3 py-2 text-sm text-warning">
          {words.noNetwork}
        </p>
      )}
      <GateForm words={words} example={countryOf(data?.currency ?? 'INR').plate} />
      <h2 className="mt-6 mb-2 text-lg leading-tight">{words.today}</h2>
      {data ? (
        <Cars words={words} sightings={data.sightings} timezone={data.timezone} />
      ) : error ? (
        <>
          <Cars words={words} sightings={[]} timezone="UTC" />
          <ErrorState error={error} onRetry={() => void refetch()} />
        </>
      ) : (
        <Skeleton className="h-32" />
      )}
      {question}
    </main>
  )
}

/** The language of this page, which whoever stands here may not be at home in English in. */
function LanguageMenu({ language, label }: { language: Language; label: string }) {
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button variant="ghost" size="icon" aria-label={label}>
          <Languages aria-hidden />
        </Button>
      </MenuTrigger>
      <MenuContent align="end">
        <LanguageChoices language={language} />
      </MenuContent>
    </Menu>
  )
}

/** Says at once that a car may not leave, and whom to call: it may still be stopped. */
function tellOutcome(words: GateWords, { about, addedAt }: Entry, recorded: Recorded) {
  const told = toldOfLeaving(words, about.plate ?? '', recorded, now().getTime() - addedAt)
  if (told) toast.error(told.title, { description: told.more, duration: 15_000 })
}

interface CarsProps {
  words: GateWords
  sightings: readonly Sighting[]
  timezone: string
}

/** The cars of today, those that are on this phone only first. */
function Cars({ words, sightings, timezone }: CarsProps) {
  const unsent = useUnsent(AT_GATE).map(unsentCar).reverse()
  if (unsent.length + sightings.length === 0)
    return <p className="border border-dashed px-3 py-6 text-center text-muted text-sm">{words.noCarYet}</p>
  return (
    <ul className="divide-y border bg-card" aria-label={words.carsOfToday}>
      {unsent.map(({ id, plate, direction, at, isStuck }) => (
        <Car key={id} plate={plate} direction={direction} way={words[direction]} time={clock(at, timezone)}>
          <span className={cn('flex items-center gap-1 text-xs', isStuck ? 'text-danger' : 'text-warning')}>
            <CloudUpload className="size-3.5" aria-hidden />{' '}
            {isStuck ? words.notSentLookAbove : words.notSentYet}
          </span>
        </Car>
      ))}
      {sightings.map(({ id, plate, direction, at, odometer_km: km, outcome }) => (
        <Car key={id} plate={plate} direction={direction} way={words[direction]} time={clock(at, timezone)}>
          <span className="flex flex-wrap gap-x-2 text-muted text-xs">
            {km !== null && <bdi className="figure">{km.toLocaleString('en-IN')} km</bdi>}
            {outcome !== null && (
              <span className={outcome === 'used' ? 'text-success' : 'text-danger'}>
                {words.outcomes[outcome]}
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
  way: string
  time: string
  children: React.ReactNode
}

function Car({ plate, direction, way, time, children }: CarProps) {
  return (
    <li className="flex min-h-14 items-center gap-3 px-3 py-2">
      <span
        className={cn(
          'min-w-12 border px-1 py-0.5 text-center font-medium text-sm',
          direction === 'in' ? 'border-foreground' : 'border-muted text-muted',
        )}
      >
        {way}
      </span>
      <span className="min-w-0 flex-1">
        <span className="figure block break-words text-lg leading-tight">
          <bdi>{plate}</bdi>
        </span>
        {children}
      </span>
      <bdi className="figure text-muted text-sm">{time}</bdi>
    </li>
  )
}
