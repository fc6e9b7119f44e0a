import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { useFormats } from '@/domain/formats'
import { cn } from '@/lib/cn'
import { newId } from '@/lib/new-id'
import { type Credit, setAside, type Why } from './queries'

const REASONS: { value: Why; label: string }[] = [
  { value: 'own_money', label: 'Our own money' },
  { value: 'cash_paid_in', label: 'Cash paid in' },
  { value: 'interest', label: 'Interest' },
  { value: 'refund', label: 'Money back from a supplier' },
  { value: 'other', label: 'Something else' },
]

/** Says why a credit is no customer's money. It stays in the books. */
export function SetAsideDialog({ row, onClose }: { row: Credit; onClose: () => void }) {
  const client = useQueryClient()
  const { money } = useFormats()
  const [why, setWhy] = useState<Why | null>(null)
  const [key] = useState(newId)
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Not a customer’s money"
      action="Set aside"
      isReady={why !== null}
      onConfirm={async () => {
        if (why === null) return
        await setAside(row.id, why, key)
        await client.invalidateQueries({ queryKey: ['bank'] })
      }}
    >
      <p>{money(row.amount)} leaves this list, and the reason is written into the books.</p>
      <fieldset className="mt-4 flex flex-wrap gap-2 text-foreground">
        <legend className="label-caps mb-2">Reason</legend>
        {REASONS.map(({ value, label }) => (
          <button
            key={value}
            type="button"
            aria-pressed={why === value}
            onClick={() => setWhy(value)}
            className={cn(
              'min-h-11 border border-input px-3 text-left text-sm transition-colors hover:bg-raised fine:min-h-8 fine:px-2.5',
              why === value && 'border-foreground bg-raised font-medium',
            )}
          >
            {label}
          </button>
        ))}
      </fieldset>
    </ConfirmDialog>
  )
}
