import { Camera } from 'lucide-react'
import type { ChangeEvent } from 'react'
import { toast } from 'sonner'
import { Field } from '@/components/field'
import { Badge } from '@/components/ui/badge'
import { Input } from '@/components/ui/input'
import { FileButton, photoEntry } from '@/features/photos/add-photos'
import { likelyKind } from '@/features/photos/kinds'
import { PHOTOS } from '@/features/photos/words'
import { readDecimal } from '@/lib/digits'
import { newId } from '@/lib/new-id'
import { useTyped } from '@/lib/use-draft'
import { useWords } from '@/lib/words'
import { outbox } from '@/outbox/outbox'
import { foundBy, hasLimits, type InspectionJob, limitWords, wantsPhoto } from './findings'
import { PointAnswer } from './point-answer'
import { PointPhotos } from './point-photos'
import type { Found, InspectedPoint } from './queries'
import { INSPECTIONS } from './words'

const LARGEST = 9_999_999
const LONGEST_NOTE = 500
const MAX_PHOTOS = 6

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
  const words = useWords(INSPECTIONS)
  const photoWords = useWords(PHOTOS)
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
    const id = await keepPhoto(job, file, photoWords)
    if (id === null) return
    // A photo that is always taken says that the point was looked at.
    onSay({ ...said, answer: point.answer ?? 'good', photo_ids: [...point.photo_ids, id] }, false)
  }
  const needsPhoto = wantsPhoto(point)
  return (
    <div className="flex flex-1 flex-col justify-end gap-4">
      {needsPhoto && (
        <PhotoAndRemarks
          job={job}
          point={point}
          note={note}
          onType={(typed) => type({ note: typed })}
          onLeave={leave}
          onTake={add}
        />
      )}
      {point.unit && (
        <ReadingBox
          point={point}
          reading={reading}
          isWrong={isWrong}
          onType={(typed) => type({ reading: typed })}
          onLeave={leave}
        />
      )}
      <PointAnswer point={point} measured={measured} follows={follows} isWrong={isWrong} onAnswer={say} />
      {needsPhoto && point.photo_ids.length === 0 && (
        <p className="flex items-center gap-2 text-sm" role="status">
          <Badge tone="warning">{words.photoMissing}</Badge> {words.believe}
        </p>
      )}
    </div>
  )
}

/** Puts a photo of the point into the outbox and returns its id; null where the browser has no room for it. */
async function keepPhoto(
  job: InspectionJob,
  file: File,
  words: ReturnType<typeof useWords<typeof PHOTOS.en>>,
): Promise<string | null> {
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
    return id
  } catch {
    toast.error(words.notAdded, { description: words.noRoom })
    return null
  }
}

interface PhotoAndRemarksProps {
  job: InspectionJob
  point: InspectedPoint
  note: string
  onType: (note: string) => void
  onLeave: () => void
  onTake: (event: ChangeEvent<HTMLInputElement>) => void
}

function PhotoAndRemarks({ job, point, note, onType, onLeave, onTake }: PhotoAndRemarksProps) {
  const words = useWords(INSPECTIONS)
  const photoWords = useWords(PHOTOS)
  const isWork = point.answer !== null && point.answer !== 'good'
  return (
    <>
      <PointPhotos jobId={job.id} point={point} />
      <Field label={isWork ? words.whatIsWrong : words.remarks} optional>
        {(control) => (
          <Input
            {...control}
            value={note}
            maxLength={LONGEST_NOTE}
            placeholder={isWork ? words.suchWrong : words.suchRemark}
            onChange={(event) => onType(event.target.value)}
            onBlur={onLeave}
          />
        )}
      </Field>
      {point.photo_ids.length < MAX_PHOTOS && (
        <FileButton
          label={photoWords.takeOf(point.title)}
          capture
          onChange={onTake}
          className="h-14 w-full text-base"
        >
          <Camera aria-hidden /> {point.photo_ids.length === 0 ? photoWords.take : photoWords.takeAnother}
        </FileButton>
      )}
    </>
  )
}

interface ReadingBoxProps {
  point: InspectedPoint
  reading: string
  isWrong: boolean
  onType: (reading: string) => void
  onLeave: () => void
}

function ReadingBox({ point, reading, isWrong, onType, onLeave }: ReadingBoxProps) {
  const words = useWords(INSPECTIONS)
  return (
    <Field
      label={words.measured(point.unit ?? '')}
      optional={!hasLimits(point)}
      hint={limitWords(point)}
      error={isWrong ? words.number : undefined}
    >
      {(control) => (
        <Input
          {...control}
          inputMode="decimal"
          autoComplete="off"
          className="figure h-14 text-2xl"
          value={reading}
          onChange={(event) => onType(event.target.value)}
          onBlur={onLeave}
        />
      )}
    </Field>
  )
}
