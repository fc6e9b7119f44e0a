import { useQuery } from '@tanstack/react-query'
import { orderOf } from '@/features/photos/add-photos'
import { photosQuery, pictureOf } from '@/features/photos/queries'
import { UnsentPhoto } from '@/features/photos/unsent-photo'
import { useWords } from '@/lib/words'
import { useSending, useUnsent } from '@/outbox/outbox'
import { useUnsentJobs } from '@/outbox/unsent-job'
import type { InspectedPoint } from './queries'
import { INSPECTIONS } from './words'

/** The photos of a point that are on the job, and those that are still to be sent. */
export function PointPhotos({ jobId, point }: { jobId: string; point: InspectedPoint }) {
  const words = useWords(INSPECTIONS)
  const isHereOnly = useUnsentJobs().some(({ entry }) => entry.jobId === jobId)
  const { data: photos = [] } = useQuery({ ...photosQuery(jobId), enabled: !isHereOnly })
  const unsent = useUnsent(orderOf(jobId))
  const sending = useSending()
  const wanted = new Set(point.photo_ids)
  const waiting = unsent.filter(({ id }) => wanted.has(id))
  const there = photos.filter(({ id }) => wanted.has(id))
  if (waiting.length + there.length === 0) return null
  return (
    <ul className="flex flex-wrap gap-1.5" aria-label={words.photosOf(point.title)}>
      {there.map((photo) => (
        <li key={photo.id} className="size-18 overflow-hidden border bg-raised">
          <a href={pictureOf(photo, 'full')} target="_blank" rel="noopener noreferrer">
            <img
              src={pictureOf(photo, '320')}
              alt={point.title}
              loading="lazy"
              decoding="async"
              className="size-full object-cover"
            />
          </a>
        </li>
      ))}
      {waiting.map((entry) => (
        <li key={entry.id} className="size-18">
          <UnsentPhoto entry={entry} isSending={sending === entry.id} />
        </li>
      ))}
    </ul>
  )
}
