import type { JobStatus } from '@/domain/job-status'
import type { Photo, PhotoKind } from './queries'

/** When in the work a photo is taken, in the order of the work. */
export const KINDS: readonly { value: PhotoKind; label: string }[] = [
  { value: 'intake', label: 'Intake' },
  { value: 'before', label: 'Before' },
  { value: 'during', label: 'During' },
  { value: 'after', label: 'After' },
  { value: 'document', label: 'Paper' },
]

export function kindLabel(kind: string): string {
  return KINDS.find(({ value }) => value === kind)?.label ?? kind
}

/** What a photo that is taken now most likely is of. */
export function likelyKind(status: JobStatus): PhotoKind {
  if (status === 'pending') return 'intake'
  return status === 'in_progress' || status === 'waiting_for_parts' ? 'during' : 'after'
}

/** What a photo is called where it cannot be seen. */
export function photoName(photo: Pick<Photo, 'kind' | 'caption'>, number: number): string {
  return `${kindLabel(photo.kind)} photo ${number}${photo.caption ? `: ${photo.caption}` : ''}`
}
