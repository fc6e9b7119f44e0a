import { Camera, Images } from 'lucide-react'
import { type ChangeEvent, useId, useState } from 'react'
import { toast } from 'sonner'
import { Button } from '@/components/ui/button'
import { Choice } from '@/components/ui/choice'
import { cn } from '@/lib/cn'
import { newId } from '@/lib/new-id'
import { useWords, wordsNow } from '@/lib/words'
import { type NewEntry, outbox } from '@/outbox/outbox'
import { kindLabel, useKinds } from './kinds'
import type { PhotoKind } from './queries'
import { PHOTOS } from './words'

interface AddPhotosProps {
  jobId: string
  /** What the photos are called in the list of what is not sent. */
  plate: string
  first: PhotoKind
}

/** The order of the photos of a job in the outbox. */
export function orderOf(jobId: string): string {
  return `photos of ${jobId}`
}

/** Takes photos with the camera, or from the phone's own; they are kept here first and sent one by one. */
export function AddPhotos({ jobId, plate, first }: AddPhotosProps) {
  const words = useWords(PHOTOS)
  const kinds = useKinds()
  const [kind, setKind] = useState(first)
  const add = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const files = [...(target.files ?? [])]
    target.value = ''
    try {
      await outbox.add(
        files.map((file, index) => photoEntry(file, { jobId, plate, kind, takenAt: Date.now() + index })),
      )
    } catch {
      toast.error(words.notAdded, { description: words.noRoom })
    }
  }
  return (
    <div className="flex flex-col gap-2 p-4 @2xl:flex-row @2xl:items-center @2xl:justify-between">
      <Choice label={words.kindOfPhoto} value={kind} options={kinds} onChange={setKind} />
      <div className="grid grid-cols-2 gap-2 @2xl:flex">
        <FileButton label={words.take} capture onChange={add}>
          <Camera aria-hidden /> {words.take}
        </FileButton>
        <FileButton label={words.choose} onChange={add}>
          <Images aria-hidden /> {words.choose}
        </FileButton>
      </div>
    </div>
  )
}

interface FileButtonProps {
  label: string
  capture?: boolean
  variant?: 'primary' | 'outline'
  onChange: (event: ChangeEvent<HTMLInputElement>) => void
  className?: string
  children: React.ReactNode
}

/** A button that opens the camera, or the pictures of the device. */
export function FileButton({
  label,
  capture,
  variant = capture ? 'primary' : 'outline',
  onChange,
  className,
  children,
}: FileButtonProps) {
  const id = useId()
  return (
    <Button asChild variant={variant}>
      <label
        htmlFor={id}
        className={cn(
          'relative cursor-pointer outline-offset-2 has-focus-visible:outline-2 has-focus-visible:outline-ring',
          className,
        )}
      >
        <input
          id={id}
          type="file"
          accept="image/*"
          aria-label={label}
          {...(capture ? { capture: 'environment' as const } : { multiple: true })}
          onChange={onChange}
          className="absolute inset-0 size-full cursor-pointer opacity-0"
        />
        {children}
      </label>
    </Button>
  )
}

interface Taken {
  id?: string
  jobId: string
  /** What the photo is called in the list of what is not sent. */
  plate: string
  kind: PhotoKind
  takenAt: number
}

/** What is put into the outbox for a photo that was just taken. */
export function photoEntry(file: Blob, { id = newId(), jobId, plate, kind, takenAt }: Taken): NewEntry {
  const query = new URLSearchParams({ kind, taken_at: new Date(takenAt).toISOString() })
  return {
    id,
    kind: 'photo',
    jobId,
    order: orderOf(jobId),
    label: wordsNow(PHOTOS).of(kindLabel(kind), plate),
    about: { kind },
    request: { method: 'PUT', path: `/api/jobs/${jobId}/photos/${id}?${query}` },
    body: file,
    isToShrink: true,
  }
}
