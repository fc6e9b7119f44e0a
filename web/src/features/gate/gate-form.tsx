import { Check, LogIn, LogOut, QrCode, X } from 'lucide-react'
import { type RefObject, Suspense, useId, useRef, useState } from 'react'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { NetworkFailure, Problem, sentence } from '@/api/problem'
import { lazyPart } from '@/components/lazy-part'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { carPhotoEntry } from '@/features/evidence/send-photo'
import { TakePhoto } from '@/features/evidence/take-photo'
import { cn } from '@/lib/cn'
import { readKm } from '@/lib/digits'
import { useTyped } from '@/lib/use-draft'
import { outbox } from '@/outbox/outbox'
import type { Direction } from './queries'
import { sightingEntry } from './sighting'
import type { GateWords } from './words/en'

const PassScanner = lazyPart(() => import('./pass-scanner'))

/** A pass that was scanned, and what the server says of it as far as it can be reached. */
interface Shown {
  code: string
  state: 'checking' | 'good' | 'refused' | 'unchecked'
  says: string
}

const NOTHING = { plate: '', km: '' }

/** A car in or out: its number, on the way out its pass, and a photo of it. Two presses, with or without a network. */
export function GateForm({ words, example }: { words: GateWords; example: string }) {
  const car = useCarAtTheGate(words)
  const { km, type, shown, isKeeping, see } = car
  const [isScanning, setScanning] = useState(false)
  const box = useRef<HTMLInputElement>(null)
  const press = async (direction: Direction) => {
    if (await see(direction)) box.current?.focus()
  }
  return (
    <form
      noValidate
      className="space-y-3"
      // Enter goes to the next field: which way the car goes is said by a press.
      onSubmit={(event) => event.preventDefault()}
    >
      <PlateBox words={words} example={example} box={box} car={car} />
      <div className="grid grid-cols-2 gap-3">
        <Input
          value={km}
          inputMode="numeric"
          maxLength={9}
          aria-label={words.odometer}
          placeholder={words.odometer}
          className="h-12"
          onChange={({ target }) => type({ km: target.value })}
        />
        <Button variant="outline" size="lg" aria-haspopup="dialog" onClick={() => setScanning(true)}>
          <QrCode aria-hidden /> {words.scanPass}
        </Button>
      </div>
      <TakePhoto words={words.photo} photo={car.photo} onTake={car.setPhoto} />
      {shown && <PassShown words={words} shown={shown} onClear={car.takePassOff} />}
      <Ways words={words} hasPass={shown !== null} disabled={isKeeping} onPress={press} />
      <Suspense>
        {isScanning && (
          <PassScanner
            words={words.pass}
            onCode={(code) => {
              setScanning(false)
              void car.check(code)
            }}
            onClose={() => setScanning(false)}
          />
        )}
      </Suspense>
    </form>
  )
}

/** The car that stands at the gate: what is typed of it, its pass and photo, and how it is recorded. */
function useCarAtTheGate(words: GateWords) {
  const { typed, type: enter, forget } = useTyped('gate', NOTHING)
  const { plate, km } = typed
  const [shown, setShown] = useState<Shown | null>(null)
  const [photo, setPhoto] = useState<File | null>(null)
  // What was recorded last, in words: on a phone the keys lie over the list.
  const [done, setDone] = useState<string | null>(null)
  const [error, setError] = useState<string | null>(null)
  const [isKeeping, setKeeping] = useState(false)

  /** Records the car; says whether the next thing to be typed is a number. */
  const see = async (direction: Direction): Promise<boolean> => {
    if (!/[\p{L}\p{N}]/u.test(plate)) {
      // The second press of two: what the first recorded stays to be read, instead of a word about the empty box.
      if (done) return false
      setError(words.plateFirst)
      return true
    }
    setDone(null)
    const odometer_km = readKm(km)
    if (Number.isNaN(odometer_km)) {
      setError(words.wholeKm)
      return false
    }
    const pass_code = direction === 'out' ? (shown?.code ?? null) : null
    const car = { plate: plate.trim(), direction, odometer_km, pass_code }
    setKeeping(true)
    try {
      const seen = sightingEntry(car)
      await outbox.add([seen, ...(photo ? [carPhotoEntry(photo, seen.id, car.plate)] : [])])
      enter(NOTHING)
      forget()
      setShown(null)
      setPhoto(null)
      setError(null)
      setDone(words.recorded(words[direction], car.plate))
      return true
    } catch {
      toast.error(words.notRecorded, { description: words.noRoom })
      return false
    } finally {
      setKeeping(false)
    }
  }
  const check = async (code: string) => {
    setShown({ code, state: 'checking', says: words.checking })
    setShown(await checked(words, code, (read) => enter({ plate: read })))
  }
  const type = (changed: Partial<typeof NOTHING>) => {
    enter(changed)
    setError(null)
    if (changed.plate !== undefined) setDone(null)
  }
  const takePassOff = () => setShown(null)
  return { plate, km, type, shown, takePassOff, photo, setPhoto, done, error, isKeeping, see, check }
}

interface PlateBoxProps {
  words: GateWords
  example: string
  box: RefObject<HTMLInputElement | null>
  car: ReturnType<typeof useCarAtTheGate>
}

function PlateBox({ words, example, box, car: { plate, type, error, done } }: PlateBoxProps) {
  const id = useId()
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block font-medium text-sm">
        {words.plate}
      </label>
      <Input
        ref={box}
        id={id}
        value={plate}
        maxLength={20}
        autoCapitalize="characters"
        autoComplete="off"
        spellCheck={false}
        aria-invalid={error !== null}
        aria-describedby={error ? `${id}-error` : undefined}
        placeholder={example}
        className="figure h-16 text-center text-2xl uppercase"
        onChange={({ target }) => type({ plate: target.value.toUpperCase() })}
      />
      {error ? (
        <p id={`${id}-error`} role="alert" className="mt-1.5 text-danger text-sm">
          {error}
        </p>
      ) : (
        // Always there, so that the buttons stay where they are.
        <p role="status" className="mt-1.5 flex min-h-5 items-center gap-1.5 text-sm text-success">
          {done && (
            <>
              <Check className="size-4" aria-hidden /> {done}
            </>
          )}
        </p>
      )}
    </div>
  )
}

interface WaysProps {
  words: GateWords
  hasPass: boolean
  disabled: boolean
  onPress: (direction: Direction) => Promise<void>
}

/** In or out; out is the likelier where a pass was scanned. */
function Ways({ words, hasPass, disabled, onPress }: WaysProps) {
  return (
    <div className="grid grid-cols-2 gap-3">
      <Button
        records
        variant={hasPass ? 'outline' : 'primary'}
        className="h-20 text-2xl [&_svg]:size-7"
        disabled={disabled}
        onClick={() => void onPress('in')}
      >
        <LogIn aria-hidden /> {words.in}
      </Button>
      <Button
        records
        variant={hasPass ? 'primary' : 'outline'}
        className="h-20 text-2xl [&_svg]:size-7"
        disabled={disabled}
        onClick={() => void onPress('out')}
      >
        <LogOut aria-hidden /> {words.out}
      </Button>
    </div>
  )
}

/** Asks the server of a pass; its number fills the form. Without a network the car may go, and is looked at later. */
async function checked(words: GateWords, code: string, setPlate: (plate: string) => void): Promise<Shown> {
  try {
    const { plate } = await unwrap(api.POST('/api/gate/passes/check', { body: { code } }))
    setPlate(plate)
    return { code, state: 'good', says: words.mayLeave(plate) }
  } catch (error) {
    if (error instanceof NetworkFailure) return { code, state: 'unchecked', says: words.checkedLater }
    return { code, state: 'refused', says: whyRefused(words, error) }
  }
}

/** What a guard has to know of a pass that the server refuses, in his language. */
function whyRefused(words: GateWords, error: unknown): string {
  if (!(error instanceof Problem)) return sentence(error)
  if (error.status === 404) return words.notOurPass
  if (error.code === 'pass_used') return words.passUsed
  return error.code === 'pass_owes' ? words.passOwes : sentence(error)
}

const TONES: Record<Shown['state'], string> = {
  checking: 'text-muted',
  good: 'border-success bg-success-tint text-success',
  refused: 'border-danger bg-danger-tint text-danger',
  unchecked: 'border-warning bg-warning-tint text-warning',
}

interface PassShownProps {
  words: GateWords
  shown: Shown
  onClear: () => void
}

function PassShown({ words, shown, onClear }: PassShownProps) {
  return (
    <div role="status" className={cn('flex items-start gap-2 border p-3', TONES[shown.state])}>
      <p className="min-w-0 flex-1 font-medium">
        {shown.says}
        {shown.state === 'refused' && (
          <span className="mt-1 block font-normal text-sm">{words.leavesAnyway}</span>
        )}
      </p>
      <Button variant="ghost" size="icon" className="-m-1.5" aria-label={words.takePassOff} onClick={onClear}>
        <X aria-hidden />
      </Button>
    </div>
  )
}
