import { useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { useFormats } from '@/domain/formats'
import { METHOD_WORDS, type Payment } from '@/domain/payment-labels'
import { useCan } from '@/domain/permissions'
import { refreshMoney } from '@/domain/refresh'
import { useMe } from '@/domain/session'
import { RejectDialog } from './reject-dialog'

type Taken = Pick<Payment, 'id' | 'kind' | 'amount' | 'method' | 'verdict' | 'collected_by_manager_id'>

const REASONS = ['Wrong amount', 'Wrong method', 'Wrong job', 'Recorded twice', 'The customer did not pay']

/** Says whether whoever is signed in may cancel a payment or a refund: the own ones until they are confirmed. */
export function useCanCancel(): (payment: Taken) => boolean {
  const me = useMe()
  const canRecord = useCan('payments:record')
  const canAny = useCan('payments:cancel_any')
  return ({ verdict, collected_by_manager_id: taker }) =>
    canRecord && verdict !== 'rejected' && (canAny || (verdict === 'pending' && taker === me.member_id))
}

/** Takes a payment or a refund back, with the reason. */
export function CancelPayment({ payment, onClose }: { payment: Taken; onClose: () => void }) {
  const client = useQueryClient()
  const { money } = useFormats()
  const isRefund = payment.kind === 'refund'
  const what = `${money(payment.amount)} ${METHOD_WORDS[payment.method]}`
  const cancel = async (reason: string) => {
    await unwrap(
      api.POST('/api/payments/{payment_id}/cancel', {
        params: { path: { payment_id: payment.id } },
        body: { reason },
      }),
    )
    toast.success(`${what} cancelled`)
    void refreshMoney(client)
  }
  return (
    <RejectDialog
      about={payment.id}
      title={isRefund ? `Cancel refund, ${what}` : `Cancel payment, ${what}`}
      reasons={REASONS}
      action={isRefund ? 'Cancel refund' : 'Cancel payment'}
      reader="The owner"
      onReject={cancel}
      onClose={onClose}
    >
      {isRefund ? 'It counts as paid again.' : 'The customer owes this amount again.'}
    </RejectDialog>
  )
}
