import type { JobStatus } from '@/domain/job-status'
import { useWords, wordsNow } from '@/lib/words'
import type { Photo, PhotoKind } from './queries'
import { PHOTOS } from './words'

/** When in the work a photo is taken, in the order of the work. */
export const KINDS = Object.keys(PHOTOS.en.kinds) as PhotoKind[]

/** The same as what can be chosen, with their names. */
export function useKinds(): { value: PhotoKind; label: string }[] {
  const { kinds } = useWords(PHOTOS)
  return KINDS.map((value) => ({ value, label: kinds[value] }))
}

export function kindLabel(kind: PhotoKind): string {
  return wordsNow(PHOTOS).kinds[kind]
}

/** What a photo that is taken now most likely is of. */
export function likelyKind(status: JobStatus): PhotoKind {
  if (status === 'pending') return 'intake'
  return status === 'in_progress' || status === 'waiting_for_parts' ? 'during' : 'after'
}

/** What a photo is called where it cannot be seen. */
export function photoName(photo: Pick<Photo, 'kind' | 'caption'>, number: number): string {
  const name = wordsNow(PHOTOS).photoOf(kindLabel(photo.kind), number)
  return photo.caption ? `${name}: ${photo.caption}` : name
}
