import { useState } from 'react'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { useFormats } from '@/domain/formats'
import { inSentence } from '@/lib/days'
import type { Evidence } from './queries'

interface PicturesProps {
  photos: readonly Evidence[]
  /** What they show, in words for who cannot see them. */
  of: string
  address: (photo: Evidence) => string
}

/** Photos in small, each to be looked at in large. */
export function Pictures({ photos, of, address }: PicturesProps) {
  const { dayTime } = useFormats()
  const [shown, setShown] = useState<Evidence | null>(null)
  return (
    <>
      <ul aria-label={`Photos of ${of}`} className="flex flex-wrap gap-2">
        {photos.map((photo, index) => (
          <li key={photo.id}>
            <button
              type="button"
              aria-haspopup="dialog"
              onClick={() => setShown(photo)}
              className="block size-18 overflow-hidden border bg-raised"
            >
              <img
                src={address(photo)}
                alt={`${of}, ${index + 1}`}
                loading="lazy"
                decoding="async"
                className="size-full object-cover"
              />
            </button>
          </li>
        ))}
      </ul>
      {shown && (
        <Dialog open onOpenChange={(open) => !open && setShown(null)}>
          <DialogContent
            title={`Photo of ${of}`}
            description={`Taken ${inSentence(dayTime(shown.taken_at))}${shown.added_by_name ? ` by ${shown.added_by_name}` : ''}.`}
          >
            <img src={address(shown)} alt={of} className="mx-auto max-h-[70dvh] object-contain" />
          </DialogContent>
        </Dialog>
      )}
    </>
  )
}
