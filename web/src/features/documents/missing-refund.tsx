import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { Button } from '@/components/ui/button'
import type { IssuedPaper } from './queries'
import { useIssue } from './use-issue'

/** Whether a receipt voucher's payment was rejected and its tax was not taken back, as before there were such vouchers. */
export function lacksRefund({ kind, mark, tax_amount: tax, credited_by: takenBackBy }: IssuedPaper): boolean {
  return kind === 'receipt' && mark !== null && tax > 0 && takenBackBy === null
}

/** Takes back, for the owner, a receipt voucher that was left standing. */
export function MissingRefund({ receipt }: { receipt: IssuedPaper }) {
  const paymentId = receipt.payment_id ?? ''
  const { submit, state } = useIssue({
    name: `refund:${paymentId}`,
    send: (body: { paymentId: string }, key) =>
      unwrap(
        api.POST('/api/documents/refund-voucher/{payment_id}/issue', {
          params: { path: { payment_id: body.paymentId }, header: { 'Idempotency-Key': key } },
        }),
      ),
    onDone: ({ number }) => toast.success(`Refund voucher ${number} issued`),
    onRefused: (problem) => toast.error('No refund voucher', { description: problem.message }),
  })
  return (
    <div className="border-t p-4 text-sm">
      <p className="mb-2">
        The payment of receipt <span className="figure">{receipt.number}</span> was rejected. Its tax needs a
        refund voucher.
      </p>
      <Button
        variant="outline"
        size="sm"
        className="w-full"
        busy={state !== 'idle'}
        onClick={() => submit({ paymentId })}
      >
        Issue refund voucher
      </Button>
    </div>
  )
}
