import { Check, X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { useFormats } from '@/domain/formats'
import { countedPayments, type Payment } from '@/domain/payment-labels'

interface BulkBarProps {
  count: number
  kind: Payment['kind']
  sum: number
  onConfirm: () => void
  onReject: () => void
  onClear: () => void
}

/** What can be done with the ticked payments. */
export function BulkBar({ count, kind, sum, onConfirm, onReject, onClear }: BulkBarProps) {
  const { money } = useFormats()
  const what = `${countedPayments(count, kind)}, ${money(sum)}`
  return (
    <div
      role="toolbar"
      aria-label="Ticked payments"
      className="flex flex-wrap items-center gap-2 border border-input bg-card p-2"
    >
      <p className="flex items-center gap-1 text-sm max-sm:w-full">
        <Button variant="ghost" size="icon" aria-label="Untick all" onClick={onClear}>
          <X aria-hidden />
        </Button>
        {countedPayments(count, kind)},<span className="figure ml-1 font-medium">{money(sum)}</span>
      </p>
      <Button
        variant="danger"
        className="max-sm:flex-1 sm:ml-auto"
        aria-label={`Reject ${what}`}
        aria-haspopup="dialog"
        onClick={onReject}
      >
        Reject
      </Button>
      <Button
        variant="primary"
        className="max-sm:flex-1"
        aria-label={`Confirm ${what}`}
        records
        onClick={onConfirm}
      >
        <Check aria-hidden /> Confirm
      </Button>
    </div>
  )
}
