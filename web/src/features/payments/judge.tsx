import { Check, X } from 'lucide-react'
import { Button } from '@/components/ui/button'

interface JudgeProps {
  /** What is judged, for who does not see the row. */
  name: string
  onConfirm: () => void
  onReject: () => void
}

/** The owner's two answers to a payment or a settlement, one tap each. */
export function Judge({ name, onConfirm, onReject }: JudgeProps) {
  return (
    <>
      <Button
        size="sm"
        variant="ghost"
        className="text-muted hover:text-danger max-md:w-11 max-md:border-border max-md:px-0"
        aria-label={`Reject ${name}`}
        aria-haspopup="dialog"
        onClick={onReject}
      >
        <X className="md:hidden" aria-hidden />
        <span className="max-md:hidden">Reject</span>
      </Button>
      <Button
        size="sm"
        variant="outline"
        className="max-md:w-14 max-md:bg-raised max-md:px-0"
        aria-label={`Confirm ${name}`}
        onClick={onConfirm}
      >
        <Check aria-hidden />
        <span className="max-md:hidden">Confirm</span>
      </Button>
    </>
  )
}
