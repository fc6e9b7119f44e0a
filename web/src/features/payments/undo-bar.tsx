import { useEffect } from 'react'
import { Money } from '@/components/money'
import { endUndo, letUndo } from '@/components/undo'
import { UndoLine } from '@/components/undo-line'
import { countedPayments } from '@/domain/payment-labels'
import type { Batch } from './undo-window'

/** What was just decided, for as long as it can be taken back, and how far its sending is. */
export function UndoBar({ batches, onUndo }: { batches: readonly Batch[]; onUndo: (id: string) => void }) {
  return (
    <div role="status" aria-label="Just decided" className="grid gap-2">
      {batches.map((batch) => (
        <Line key={batch.id} batch={batch} onUndo={onUndo} />
      ))}
    </div>
  )
}

function Line({ batch, onUndo }: { batch: Batch; onUndo: (id: string) => void }) {
  const { id, items, decision, answered } = batch
  const [first] = items
  const sum = items.reduce((total, item) => total + item.amount, 0)
  const isConfirmed = decision.verdict === 'confirmed'
  const canUndo = answered === null
  useEffect(() => {
    if (!canUndo) return
    letUndo(id, () => onUndo(id))
    return () => endUndo(id)
  }, [id, canUndo, onUndo])
  return (
    <UndoLine
      isRejected={!isConfirmed}
      about={items.length > 1 || !first ? countedPayments(items.length, first?.kind) : first.about}
      until={batch.sendAt}
      onUndo={() => onUndo(id)}
      instead={
        !canUndo && (
          <span className="figure px-2 text-muted text-xs">
            {items.length > 1 ? `Sending ${answered} of ${items.length}` : 'Sending'}
          </span>
        )
      }
    >
      {first?.kind === 'refund' && 'Refund of '}
      <Money amount={sum} className="font-medium" /> {isConfirmed ? 'confirmed' : 'rejected'}
    </UndoLine>
  )
}
