import { Camera, Check } from 'lucide-react'
import type { ChangeEvent } from 'react'
import { toast } from 'sonner'
import { Field } from '@/components/field'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { FileButton, photoEntry } from '@/features/photos/add-photos'
import { likelyKind } from '@/features/photos/kinds'
import { cn } from '@/lib/cn'
import { readDecimal } from '@/lib/digits'
import { newId } from '@/lib/new-id'
import { useTyped } from '@/lib/use-draft'
import { outbox } from '@/outbox/outbox'
import { FOUND, foundBy, hasLimits, type InspectionJob, isReading, limitWords, wantsPhoto } from './findings'
import { PointPhotos } from './point-photos'
import type { Found, InspectedPoint } from './queries'

const LARGEST = 9_999_999
const LONGEST_NOTE = 500
const MAX_PHOTOS = 6
const PRESSED: Record<Found, string> = {
  good: 'border-success bg-success-tint text-success',
  soon: 'border-warning bg-warning-tint text-warning',
  now: 'border-danger bg-danger-tint text-danger',
}

export interface Said {
  answer: Found | null
  measured: number | null
  note: string | null
  photo_ids: string[]
}

interface PointStepProps {
  job: InspectionJob
  point: InspectedPoint
  /** Keeps what was said; `isDone` when there is nothing more to ask about the point. */
  onSay: (said: Said, isDone: boolean) => void
}

/** One point on the screen: what was measured, how it is, a photo of what needs work. All within reach of a thumb. */
export function PointStep({ job, point, onSay: keep }: PointStepProps) {
  const { typed, type, forget } = useTyped(`point:${job.id}:${point.id}`, {
    reading: point.measured === null ? '' : String(point.measured),
    note: point.note ?? '',
  })
  const { reading, note } = typed
  const onSay: typeof keep = (now, isDone) => {
    forget()
    keep(now, isDone)
  }
  const measured = readDecimal(reading)
  const isWrong = reading.trim() !== '' && (measured === null || measured > LARGEST)
  const follows = measured !== null && !isWrong && hasLimits(point)
  const said = { measured, note: note.trim() || null, photo_ids: point.photo_ids }
  const say = (answer: Found) => {
    if (isWrong) return
    onSay({ ...said, answer }, answer === 'good' && (!point.needs_photo || point.photo_ids.length > 0))
  }
  const leave = () => {
    if (isWrong) return
    const answer = follows ? foundBy(point, measured) : point.answer
    const isSame =
      answer === point.answer && measured === point.measured && said.note === (point.note ?? null)
    if (answer && !isSame) onSay({ ...said, answer }, false)
  }
  const add = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? []
    target.value = ''
    if (!file) return
    const id = newId()
    try {
      await outbox.add([
        photoEntry(file, {
          id,
          jobId: job.id,
          plate: job.vehicle_number,
          kind: likelyKind(job.status),
          takenAt: Date.now(),
        }),
      ])
    } catch {
      toast.error('Not added', {
        description:
          'This browser has no room to keep photos until they are sent. Free some room on the device.',
      })
      return
    }
    // A photo that is always taken says that the point was looked at.
    onSay({ ...said, answer: point.answer ?? 'good', photo_ids: [...point.photo_ids, id] }, false)
  }
  const isWork = point.answer !== null && point.answer !== 'good'
  const needsPhoto = wantsPhoto(point)
  return (
    <div className="flex flex-1 flex-col justify-end gap-4">
      {needsPhoto && (
        <>
          <PointPhotos jobId={job.id} point={point} />
          <Field label={isWork ? 'What is wrong' : 'Remarks'} optional>
            {(control) => (
              <Input
                {...control}
                value={note}
                maxLength={LONGEST_NOTE}
                placeholder={isWork ? 'For example: worn on the inside' : 'For example: a helmet, papers'}
                onChange={(event) => type({ note: event.target.value })}
                onBlur={leave}
              />
            )}
          </Field>
          {point.photo_ids.length < MAX_PHOTOS && (
            <FileButton
              label={`Take photo: ${point.title}`}
              capture
              onChange={add}
              className="h-14 w-full text-base"
            >
              <Camera aria-hidden /> {point.photo_ids.length === 0 ? 'Take photo' : 'Take another photo'}
            </FileButton>
          )}
        </>
      )}
      {point.unit && (
        <Field
          label={`Measured, ${point.unit}`}
          optional={!hasLimits(point)}
          hint={limitWords(point)}
          error={isWrong ? 'Enter a number, such as 3.5.' : undefined}
        >
          {(control) => (
            <Input
              {...control}
              inputMode="decimal"
              autoComplete="off"
              className="figure h-14 text-2xl"
              value={reading}
              onChange={(event) => type({ reading: event.target.value })}
              onBlur={leave}
            />
          )}
        </Field>
      )}
      {follows ? (
        <button
          type="button"
          data-records
          aria-label={`${FOUND[foundBy(point, measured)].label}: save`}
          onClick={() => say(foundBy(point, measured))}
          className={cn(
            'flex min-h-18 w-full items-center justify-center gap-2 border-2 font-heading font-semibold text-2xl',
            PRESSED[foundBy(point, measured)],
          )}
        >
          {FOUND[foundBy(point, measured)].label}
          {point.answer === foundBy(point, measured) && point.measured === measured && <Check aria-hidden />}
        </button>
      ) : isReading(point) ? (
        <Button
          variant="primary"
          className="min-h-18 w-full font-heading font-semibold text-2xl"
          records
          onClick={() => say('good')}
        >
          {measured === null && !isWrong ? 'Cannot be read' : 'Save reading'}
        </Button>
      ) : (
        <fieldset className="grid grid-cols-3 gap-2">
          <legend className="sr-only">{point.title}</legend>
          {(Object.keys(FOUND) as Found[]).map((answer) => (
            <button
              key={answer}
              type="button"
              data-records
              aria-pressed={point.answer === answer}
              onClick={() => say(answer)}
              className={cn(
                'flex min-h-18 items-center justify-center gap-1.5 border-2 border-input font-heading font-semibold text-2xl',
                point.answer === answer && PRESSED[answer],
              )}
            >
              {FOUND[answer].label}
              {point.answer === answer && <Check className="size-5" aria-hidden />}
            </button>
          ))}
        </fieldset>
      )}
      {needsPhoto && point.photo_ids.length === 0 && (
        <p className="flex items-center gap-2 text-sm" role="status">
          <Badge tone="warning">Photo missing</Badge> Customers believe what they can see.
        </p>
      )}
    </div>
  )
}
