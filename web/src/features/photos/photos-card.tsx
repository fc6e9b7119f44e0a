import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Columns2 } from 'lucide-react'
import { Suspense, useEffect, useRef, useState } from 'react'
import { toast } from 'sonner'
import { sentence } from '@/api/problem'
import { lazyPart } from '@/components/lazy-part'
import { ErrorState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import type { JobDetail } from '@/domain/jobs'
import { useCan } from '@/domain/permissions'
import { COMMON } from '@/lib/common-words'
import { useWords, wordsNow } from '@/lib/words'
import { useSending, useSent, useUnsent } from '@/outbox/outbox'
import { useUnsentJobs } from '@/outbox/unsent-job'
import { AddPhotos, orderOf } from './add-photos'
import { KINDS, likelyKind, photoName } from './kinds'
import { deletePhoto, type Photo, photosQuery, pictureOf, restorePhoto } from './queries'
import { UnsentPhoto } from './unsent-photo'
import { PHOTOS } from './words'

const PhotoViewer = lazyPart(() => import('./photo-viewer'))
const BeforeAfter = lazyPart(() => import('./before-after'))

// The photo behind it is looked at, and the viewer closed, before somebody thinks better of it.
const UNDO_MS = 10_000
const GRID = 'grid grid-cols-3 gap-1.5 @md:grid-cols-4 @2xl:grid-cols-6'

/** The photos of a job by kind, those that are still to be sent last, and the ways to add more. */
export default function PhotosCard({ job }: { job: Pick<JobDetail, 'id' | 'status' | 'vehicle_number'> }) {
  const words = useWords(PHOTOS)
  const canAdd = useCan('photos:add')
  // Of a job that is on this device only there is nothing to ask for.
  const isHereOnly = useUnsentJobs().some(({ entry }) => entry.jobId === job.id)
  const {
    data: photos,
    error,
    isLoading,
    refetch,
  } = useQuery({ ...photosQuery(job.id), enabled: !isHereOnly })
  const unsent = useUnsent(orderOf(job.id))
  const sending = useSending()
  const [shownId, setShownId] = useState<string | null>(null)
  const [isComparing, setComparing] = useState(false)
  const remove = useDelete(job.id)
  useRefreshAsSent(job.id, unsent.length)
  // In the order in which they are seen, which is how one goes from one to the next.
  const inOrder = KINDS.flatMap((value) => photos?.filter(({ kind }) => kind === value) ?? [])
  const canCompare = inOrder.some(isBefore) && inOrder.some(({ kind }) => kind === 'after')
  return (
    <Card>
      <CardHead title={words.photos} note={photos && photos.length > 0 ? String(photos.length) : undefined}>
        {canCompare && (
          <Button size="sm" variant="outline" aria-haspopup="dialog" onClick={() => setComparing(true)}>
            <Columns2 aria-hidden /> {words.beforeAndAfter}
          </Button>
        )}
      </CardHead>
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} className="py-6" />
      ) : isLoading ? (
        <div className={`p-4 ${GRID}`} aria-hidden>
          {[1, 2, 3].map((photo) => (
            <Skeleton key={photo} className="aspect-square" />
          ))}
        </div>
      ) : inOrder.length + unsent.length === 0 ? (
        <p className="px-4 pt-4 text-muted text-sm">{canAdd ? words.noneYetAdd : words.noneYet}</p>
      ) : null}
      <PhotosByKind photos={inOrder} unsent={unsent} sending={sending} onOpen={setShownId} />
      {canAdd ? (
        <AddPhotos jobId={job.id} plate={job.vehicle_number} first={likelyKind(job.status)} />
      ) : (
        <div className="pb-4" />
      )}
      <Suspense>
        {shownId && (
          <PhotoViewer
            photos={inOrder}
            shownId={shownId}
            onShow={setShownId}
            onClose={() => setShownId(null)}
            onDelete={remove}
          />
        )}
        {isComparing && <BeforeAfter photos={inOrder} onClose={() => setComparing(false)} />}
      </Suspense>
    </Card>
  )
}

function isBefore({ kind }: Photo): boolean {
  return kind === 'before' || kind === 'intake'
}

function Thumbnail({ photo, number, onOpen }: { photo: Photo; number: number; onOpen: () => void }) {
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      onClick={onOpen}
      className="block aspect-square w-full overflow-hidden border bg-raised"
    >
      <img
        src={pictureOf(photo, '320')}
        alt={photoName(photo, number)}
        loading="lazy"
        decoding="async"
        className="size-full object-cover"
      />
    </button>
  )
}

/** Reads the photos anew whenever one of them was sent, by this tab or another. */
function useRefreshAsSent(jobId: string, unsent: number) {
  const client = useQueryClient()
  const before = useRef(unsent)
  useEffect(() => {
    if (unsent < before.current) void client.invalidateQueries({ queryKey: photosQuery(jobId).queryKey })
    before.current = unsent
  }, [client, jobId, unsent])
  useSent((entry, answer) => {
    if (entry.order !== orderOf(jobId)) return
    if ((answer as { is_repeated: boolean }).is_repeated) toast(wordsNow(PHOTOS).repeated)
  })
}

/** Deletes a photo and offers to bring it back. */
function useDelete(jobId: string) {
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: photosQuery(jobId).queryKey })
  return async (photo: Photo) => {
    const words = wordsNow(PHOTOS)
    try {
      await deletePhoto(photo.id)
      toast(words.deleted, {
        duration: UNDO_MS,
        action: {
          label: wordsNow(COMMON).undo,
          onClick: () =>
            void restorePhoto(photo.id)
              .catch((error) => toast.error(words.notBroughtBack, { description: sentence(error) }))
              .then(refresh),
        },
      })
    } catch (error) {
      toast.error(words.notDeleted, { description: sentence(error) })
    }
    await refresh()
  }
}

interface PhotosByKindProps {
  photos: readonly Photo[]
  unsent: ReturnType<typeof useUnsent>
  sending: ReturnType<typeof useSending>
  onOpen: (id: string) => void
}

function PhotosByKind({ photos, unsent, sending, onOpen }: PhotosByKindProps) {
  const words = useWords(PHOTOS)
  return (
    <div className="space-y-4 px-4 pt-4 empty:hidden">
      {KINDS.map((value) => {
        const label = words.kinds[value]
        const ofKind = photos.filter(({ kind }) => kind === value)
        const waiting = unsent.filter(({ about }) => about.kind === value)
        if (ofKind.length + waiting.length === 0) return null
        return (
          <section key={value} aria-label={label}>
            <h3 className="mb-1.5 font-medium text-muted text-sm">{label}</h3>
            <ul className={GRID}>
              {ofKind.map((photo, index) => (
                <li key={photo.id}>
                  <Thumbnail photo={photo} number={index + 1} onOpen={() => onOpen(photo.id)} />
                </li>
              ))}
              {waiting.map((entry) => (
                <li key={entry.id}>
                  <UnsentPhoto entry={entry} isSending={sending === entry.id} />
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </div>
  )
}
