import { Check, X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { useFormats } from '@/features/workshops/workshop'

interface BulkBarProps {
  count: number
  sum: number
  onConfirm: () => void
  onReject: () => void
  onClear: () => void
}

/** What can be done with the ticked payments. */
export function BulkBar({ count, sum, onConfirm, onReject, onClear }: BulkBarProps) {
  const { money } = useFormats()
  const what = `${count} ${count === 1 ? 'payment' : 'payments'}, ${money(sum)}`
  return (
    <div
      role="toolbar"
      aria-label="Ticked payments"
      className="flex items-center gap-2 border border-input bg-card p-2"
    >
      <Button variant="ghost" size="icon" aria-label="Untick all" onClick={onClear}>
        <X aria-hidden />
      </Button>
      <Button
        variant="danger"
        className="ml-auto"
        aria-label={`Reject ${what}`}
        aria-haspopup="dialog"
        onClick={onReject}
      >
        Reject
      </Button>
      <Button variant="primary" className="min-w-0 max-md:flex-1 max-md:px-2" onClick={onConfirm}>
        <Check aria-hidden />
        <span className="truncate">Confirm {what}</span>
      </Button>
    </div>
  )
}
