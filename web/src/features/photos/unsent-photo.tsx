import { CloudUpload, Loader2, TriangleAlert } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { refusalSentence } from '@/api/problem'
import { useWords } from '@/lib/words'
import type { Entry } from '@/outbox/outbox'
import { PHOTOS } from './words'

const DRAWN_PX = 320

/** A photo that is on this device and not on the server yet. */
export function UnsentPhoto({ entry, isSending }: { entry: Entry; isSending: boolean }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    if (typeof entry.body !== 'string') void draw(entry.body, canvas.current)
  }, [entry.body])
  const words = useWords(PHOTOS)
  const refused = entry.refusal && refusalSentence(entry.refusal.code, entry.refusal.sentence)
  const says = isSending ? words.beingSent : (refused ?? words.notSentYet)
  const Icon = isSending ? Loader2 : entry.refusal ? TriangleAlert : CloudUpload
  return (
    <div className="relative aspect-square overflow-hidden border border-dashed bg-raised">
      <canvas ref={canvas} width={DRAWN_PX} height={DRAWN_PX} className="size-full opacity-50" aria-hidden />
      <p className="absolute inset-x-0 bottom-0 flex items-center gap-1 bg-card/90 px-1.5 py-1 text-2xs leading-tight">
        <Icon className={isSending ? 'size-3.5 shrink-0 animate-spin' : 'size-3.5 shrink-0'} aria-hidden />
        <span className={entry.refusal ? 'text-danger' : undefined}>{says}</span>
      </p>
    </div>
  )
}

/** Draws the middle of a picture. An address of it would be refused by the page's own policy. */
async function draw(picture: Blob, canvas: HTMLCanvasElement | null) {
  const bitmap = await createImageBitmap(picture).catch(() => null)
  if (!bitmap) return
  const side = Math.min(bitmap.width, bitmap.height)
  const [left, top] = [(bitmap.width - side) / 2, (bitmap.height - side) / 2]
  canvas?.getContext('2d')?.drawImage(bitmap, left, top, side, side, 0, 0, DRAWN_PX, DRAWN_PX)
  bitmap.close()
}
