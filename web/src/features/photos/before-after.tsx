import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { COMMON } from '@/lib/common-words'
import { useWords } from '@/lib/words'
import { kindLabel, photoName } from './kinds'
import { type Photo, pictureOf } from './queries'
import { PHOTOS } from './words'

/** The car before the work beside the car after it, each side to be turned by itself. */
export default function BeforeAfter({ photos, onClose }: { photos: readonly Photo[]; onClose: () => void }) {
  const words = useWords(PHOTOS)
  // Photos of the intake serve where nobody took one just before the work.
  const before = photos.filter(({ kind }) => kind === 'before')
  const earliest = before.length > 0 ? before : photos.filter(({ kind }) => kind === 'intake')
  const after = photos.filter(({ kind }) => kind === 'after')
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={words.beforeAndAfter} className="sm:max-w-4xl">
        <div className="grid grid-cols-2 gap-2 sm:gap-4">
          <Side name={words.kinds.before} photos={earliest} />
          <Side name={words.kinds.after} photos={after} />
        </div>
      </DialogContent>
    </Dialog>
  )
}

function Side({ name, photos }: { name: string; photos: readonly Photo[] }) {
  const words = useWords(PHOTOS)
  const { of } = useWords(COMMON)
  const [index, setIndex] = useState(0)
  const photo = photos[Math.min(index, photos.length - 1)]
  if (!photo) return null
  return (
    <figure className="min-w-0">
      <div className="aspect-[3/4] overflow-hidden border bg-raised sm:aspect-[4/3]">
        <img
          src={pictureOf(photo, '1280')}
          alt={photoName(photo, index + 1)}
          className="size-full object-contain"
        />
      </div>
      <figcaption className="mt-2 text-sm">
        <span className="font-medium">{name}</span>
        <span className="block break-words text-muted">{photo.caption ?? kindLabel(photo.kind)}</span>
      </figcaption>
      {photos.length > 1 && (
        <div className="mt-2 flex items-center justify-between">
          <Button
            size="icon"
            variant="outline"
            aria-label={words.sidePrevious(name)}
            disabled={index === 0}
            onClick={() => setIndex(index - 1)}
          >
            <ChevronLeft aria-hidden />
          </Button>
          <span className="figure text-muted text-sm">{of(index + 1, photos.length)}</span>
          <Button
            size="icon"
            variant="outline"
            aria-label={words.sideNext(name)}
            disabled={index === photos.length - 1}
            onClick={() => setIndex(index + 1)}
          >
            <ChevronRight aria-hidden />
          </Button>
        </div>
      )}
    </figure>
  )
}
