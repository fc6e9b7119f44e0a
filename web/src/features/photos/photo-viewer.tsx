import { ChevronLeft, ChevronRight, Pencil, Trash2, X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { type KeyboardEvent, useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import { ShieldAfter } from '@/components/ui/dialog'
import { useFormats } from '@/domain/formats'
import { useCan } from '@/domain/permissions'
import { cn } from '@/lib/cn'
import { COMMON } from '@/lib/common-words'
import { inSentence } from '@/lib/days'
import { isBegun } from '@/lib/use-draft'
import { useRowShield } from '@/lib/use-shield'
import { useWords } from '@/lib/words'
import { captionOf, EditPhoto } from './edit-photo'
import { kindLabel, photoName } from './kinds'
import { type Photo, pictureOf } from './queries'
import { useZoom } from './use-zoom'
import { PHOTOS } from './words'

interface PhotoViewerProps {
  photos: readonly Photo[]
  shownId: string
  onShow: (id: string) => void
  onClose: () => void
  onDelete: (photo: Photo) => Promise<void>
}

/** One photo over the whole screen, and the way to the next. */
export default function PhotoViewer({ photos, shownId, onShow, onClose, onDelete }: PhotoViewerProps) {
  // Where one was deleted, the next has come to lie.
  const viewer = useRowShield<HTMLDivElement>(useMemo(() => photos.map(({ id }) => id), [photos]))
  const { close, of } = useWords(COMMON)
  const found = photos.findIndex(({ id }) => id === shownId)
  const photo = photos[found]
  if (!photo) return null
  const go = (to: number) => {
    const next = photos[to]
    if (next) onShow(next.id)
  }
  const [back, ahead] =
    document.documentElement.dir === 'rtl' ? ['ArrowRight', 'ArrowLeft'] : ['ArrowLeft', 'ArrowRight']
  const remove = async () => {
    const next = photos[found + 1] ?? photos[found - 1]
    if (next) onShow(next.id)
    else onClose()
    await onDelete(photo)
  }
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Content
          ref={viewer}
          aria-describedby={undefined}
          className="fixed inset-0 z-50 flex flex-col bg-background text-foreground focus:outline-none"
          onKeyDown={({ key, target }: KeyboardEvent) => {
            if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) return
            if (key === back) go(found - 1)
            else if (key === ahead) go(found + 1)
            else if (key === 'Home') go(0)
            else if (key === 'End') go(photos.length - 1)
          }}
        >
          <ShieldAfter />
          <header className="flex min-h-14 items-center justify-between gap-2 border-b pe-1.5 ps-4">
            <Radix.Title className="min-w-0 break-words font-sans font-medium text-base">
              {kindLabel(photo.kind)}{' '}
              <span className="figure text-muted text-sm">{of(found + 1, photos.length)}</span>
            </Radix.Title>
            <Radix.Close
              className="inline-flex size-11 items-center justify-center text-muted hover:text-foreground"
              aria-label={close}
            >
              <X className="size-5" />
            </Radix.Close>
          </header>
          <Stage
            key={photo.id}
            photo={photo}
            number={found + 1}
            onGo={(way) => go(found + way)}
            hasBefore={found > 0}
            hasNext={found < photos.length - 1}
          />
          <Foot key={`of ${photo.id}`} photo={photo} onDelete={remove} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

interface StageProps {
  photo: Photo
  number: number
  onGo: (way: -1 | 1) => void
  hasBefore: boolean
  hasNext: boolean
}

function Stage({ photo, number, onGo, hasBefore, hasNext }: StageProps) {
  const { view, stage } = useZoom(onGo)
  const words = useWords(PHOTOS)
  // Looked at closely it needs all its pixels.
  const [isClose, setClose] = useState(false)
  if (view.scale > 1 && !isClose) setClose(true)
  return (
    <div className="relative min-h-0 flex-1">
      <div className="absolute inset-0 touch-none overflow-hidden" {...stage}>
        <img
          src={pictureOf(photo, isClose ? 'full' : '1280')}
          alt={photoName(photo, number)}
          draggable={false}
          className="size-full select-none object-contain"
          style={{ transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})` }}
        />
      </div>
      <Arrow label={words.previous} side="start-2" isThere={hasBefore} onClick={() => onGo(-1)}>
        <ChevronLeft aria-hidden className="rtl:rotate-180" />
      </Arrow>
      <Arrow label={words.next} side="end-2" isThere={hasNext} onClick={() => onGo(1)}>
        <ChevronRight aria-hidden className="rtl:rotate-180" />
      </Arrow>
    </div>
  )
}

interface ArrowProps {
  label: string
  side: string
  isThere: boolean
  onClick: () => void
  children: React.ReactNode
}

function Arrow({ label, side, isThere, onClick, children }: ArrowProps) {
  if (!isThere) return null
  return (
    <Button
      size="icon"
      aria-label={label}
      onClick={onClick}
      className={cn('absolute top-1/2 -translate-y-1/2', side)}
    >
      {children}
    </Button>
  )
}

function Foot({ photo, onDelete }: { photo: Photo; onDelete: () => Promise<void> }) {
  const { dayTime } = useFormats()
  const words = useWords(PHOTOS)
  const canChange = useCan('photos:add')
  const [isEditing, setEditing] = useState(() => canChange && isBegun(captionOf(photo)))
  return (
    <footer className="border-t bg-card px-4 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
      {isEditing ? (
        <EditPhoto photo={photo} onDone={() => setEditing(false)} />
      ) : (
        <div className="flex items-center justify-between gap-3">
          <div className="min-w-0">
            {photo.caption && <p className="break-words">{photo.caption}</p>}
            <p className="text-muted text-sm">
              {photo.added_by_name ?? words.somebody}, {inSentence(dayTime(photo.added_at))}
            </p>
          </div>
          <div className="flex shrink-0 gap-2">
            {canChange && (
              <Button
                size="icon"
                variant="outline"
                aria-label={words.editCaption}
                onClick={() => setEditing(true)}
              >
                <Pencil aria-hidden />
              </Button>
            )}
            {photo.deletable_until && (
              <Button
                size="icon"
                variant="danger"
                aria-label={words.delete}
                records
                onClick={() => void onDelete()}
              >
                <Trash2 aria-hidden />
              </Button>
            )}
          </div>
        </div>
      )}
    </footer>
  )
}
