import { Check, Undo2, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Money } from '@/components/money'
import { Button } from '@/components/ui/button'
import type { Batch } from './undo-window'

/** What was just decided, for as long as it can be taken back, and how far its sending is. */
export function UndoBar({ batches, onUndo }: { batches: readonly Batch[]; onUndo: (id: string) => void }) {
  return (
    <div role="status" aria-label="Just decided" className="grid gap-2">
      {batches.map((batch) => (
        <Line key={batch.id} batch={batch} onUndo={() => onUndo(batch.id)} />
      ))}
    </div>
  )
}

function Line({ batch, onUndo }: { batch: Batch; onUndo: () => void }) {
  const { items, decision, answered } = batch
  const [first] = items
  const sum = items.reduce((total, item) => total + item.amount, 0)
  const isConfirmed = decision.verdict === 'confirmed'
  return (
    <div className="slide-in-from-bottom-2 fade-in flex min-h-12 animate-in items-center gap-3 border border-input bg-card py-1 pr-1 pl-3 text-sm duration-150">
      {isConfirmed ? (
        <Check className="size-4 shrink-0 text-success" aria-hidden />
      ) : (
        <X className="size-4 shrink-0 text-danger" aria-hidden />
      )}
      <p className="min-w-0 flex-1">
        <Money amount={sum} className="font-medium" /> {isConfirmed ? 'confirmed' : 'rejected'}
        <span className="block truncate text-muted text-xs">
          {items.length > 1 || !first ? `${items.length} payments` : first.about}
        </span>
      </p>
      {answered === null ? (
        <Button size="sm" variant="outline" onClick={onUndo}>
          <Undo2 aria-hidden /> Undo <Countdown until={batch.sendAt} />
        </Button>
      ) : (
        <span className="figure px-2 text-muted text-xs">
          {items.length > 1 ? `Sending ${answered} of ${items.length}` : 'Sending'}
        </span>
      )}
    </div>
  )
}

/** Seconds that are left; not read out, or it would speak every second. */
function Countdown({ until }: { until: number }) {
  const left = () => Math.max(1, Math.ceil((until - Date.now()) / 1000))
  const [seconds, setSeconds] = useState(left)
  useEffect(() => {
    const timer = setInterval(() => setSeconds(Math.max(1, Math.ceil((until - Date.now()) / 1000))), 200)
    return () => clearInterval(timer)
  }, [until])
  return (
    <span className="figure w-3 text-right" aria-hidden>
      {seconds}
    </span>
  )
}
