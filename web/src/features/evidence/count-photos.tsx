import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useSent, useUnsent } from '@/outbox/outbox'
import { Pictures } from './pictures'
import { type CountKind, cashPhotosQuery, cashPictureOf } from './queries'
import { keepCashPhoto, orderOf } from './send-photo'
import { TakePhoto } from './take-photo'

const MAX_PHOTOS = 4

interface CountPhotosProps {
  of: CountKind
  id: string
  /** Whoever counted may add one, as long as there is room for it. */
  canAdd?: boolean
}

/** The photos of a count; nothing where there are none. */
export function CountPhotos({ of, id, canAdd = false }: CountPhotosProps) {
  const client = useQueryClient()
  const query = cashPhotosQuery([id])
  const { data: photos = [] } = useQuery(query)
  const unsent = useUnsent(orderOf(id))
  useSent(({ order }) => {
    if (order === orderOf(id)) void client.invalidateQueries({ queryKey: query.queryKey })
  })
  const isFull = photos.length + unsent.length >= MAX_PHOTOS
  if (photos.length + unsent.length === 0 && !canAdd) return null
  return (
    <div className="space-y-2">
      {photos.length > 0 && <Pictures photos={photos} of="the cash" address={cashPictureOf} />}
      {unsent.length > 0 && (
        <p role="status" className="text-sm text-warning">
          {unsent.length === 1 ? '1 photo is not sent yet.' : `${unsent.length} photos are not sent yet.`}
        </p>
      )}
      {canAdd && !isFull && (
        <TakePhoto photo={null} onTake={(photo) => photo && void keepCashPhoto(photo, of, id)} />
      )}
    </div>
  )
}
