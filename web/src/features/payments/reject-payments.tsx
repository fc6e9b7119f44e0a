import { useFormats } from '@/domain/formats'
import type { Payment } from '@/domain/payment-labels'
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

/** Asks for the reason before payments are rejected. */
export function RejectPayments({ payments, onReject, onClose }: RejectPaymentsProps) {
  const { money } = useFormats()
  const sum = money(payments.reduce((total, { amount }) => total + amount, 0))
  const [first] = payments
  const isOne = payments.length === 1
  return (
    <RejectDialog
      title={isOne ? `Reject ${sum}` : `Reject ${payments.length} payments, ${sum}`}
      reasons={REASONS}
      action={isOne ? 'Reject payment' : `Reject ${payments.length} payments`}
      onReject={async (reason) => onReject(reason)}
      onClose={onClose}
    >
      {isOne && first?.job
        ? `${first.job.customer_name}, ${first.job.vehicle_number}, owes this amount again.`
        : 'The customers owe these amounts again.'}
    </RejectDialog>
  )
}
