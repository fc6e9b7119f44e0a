import { Check, X } from 'lucide-react'
import { Button } from '@/components/ui/button'

interface ReviewButtonsProps {
  /** What is reviewed, for who does not see the row. */
  name: string
  onConfirm: () => void
  onReject: () => void
}

/** The owner's two answers to a payment or a settlement, one tap each. */
export function ReviewButtons({ name, onConfirm, onReject }: ReviewButtonsProps) {
  return (
    <>
      <Button
        size="sm"
        variant="ghost"
        className="w-11 border-border px-0 text-muted hover:text-danger wide:w-auto wide:border-transparent wide:px-3.5"
        aria-label={`Reject ${name}`}
        aria-haspopup="dialog"
        onClick={onReject}
      >
        <X className="wide:hidden" aria-hidden />
        <span className="hidden wide:inline">Reject</span>
      </Button>
      <Button
        size="sm"
        variant="outline"
        className="w-14 bg-raised px-0 wide:w-auto wide:bg-transparent wide:px-3.5"
        aria-label={`Confirm ${name}`}
        records
        onClick={onConfirm}
      >
        <Check aria-hidden />
        <span className="hidden wide:inline">Confirm</span>
      </Button>
    </>
  )
}
