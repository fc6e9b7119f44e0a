import { useFormats } from '@/domain/formats'
import { countedPayments, type Payment } from '@/domain/payment-labels'
import { RejectDialog } from './reject-dialog'

const REASONS = [
  'Not on the bank statement',
  'The amount is wrong',
  'The customer says they paid less',
  'Recorded twice',
  'Cash not received',
]

interface RejectPaymentsProps {
  payments: Payment[]
  onReject: (reason: string) => void
  onClose: () => void
}

const REFUND_REASONS = [
  'I did not agree to it',
  'The amount is wrong',
  'The customer did not get it',
  'Recorded twice',
]

/** Asks for the reason before payments, or refunds, are rejected. */
export function RejectPayments({ payments, onReject, onClose }: RejectPaymentsProps) {
  const { money } = useFormats()
  const sum = money(payments.reduce((total, { amount }) => total + amount, 0))
  const [first] = payments
  const isOne = payments.length === 1
  const isRefund = first?.kind === 'refund'
  const counted = countedPayments(payments.length, first?.kind)
  return (
    <RejectDialog
      about={payments.map(({ id }) => id).join()}
      title={isOne ? `Reject ${isRefund ? 'refund of ' : ''}${sum}` : `Reject ${counted}, ${sum}`}
      reasons={isRefund ? REFUND_REASONS : REASONS}
      action={isOne ? `Reject ${isRefund ? 'refund' : 'payment'}` : `Reject ${counted}`}
      onReject={async (reason) => onReject(reason)}
      onClose={onClose}
    >
      {isRefund
        ? 'The money counts as paid again. Refunded cash is with whoever gave it.'
        : isOne && first?.job
          ? `${first.job.customer_name}, ${first.job.vehicle_number}, owes this amount again.`
          : 'The customers owe these amounts again.'}
    </RejectDialog>
  )
}
