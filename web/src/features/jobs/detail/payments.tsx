import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Banknote } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { sentence } from '@/api/problem'
import { Money } from '@/components/money'
import { ReviewBadge } from '@/components/review-badge'
import { EmptyState } from '@/components/states'
import { Card, CardHead } from '@/components/ui/card'
import { useFormats } from '@/domain/formats'
import type { JobDetail } from '@/domain/jobs'
import { METHOD_WORDS, METHODS, PAYMENT_TYPES } from '@/domain/payment-labels'
import { useCan } from '@/domain/permissions'
import { refreshMoney } from '@/domain/refresh'
import { ReceiptMenu } from '@/features/documents/receipt-menu'
import { confirmPayment } from '@/features/payments/queries'
import { RejectPayments } from '@/features/payments/reject-payments'
import { ReviewButtons } from '@/features/payments/review-buttons'
import { cn } from '@/lib/cn'

type JobPayment = JobDetail['payments'][number]

/** What was paid on the job, newest first; the owner reviews here what waits. */
export function Payments({ job }: { job: JobDetail }) {
  const client = useQueryClient()
  const { money } = useFormats()
  const canReview = useCan('payments:review')
  const [rejecting, setRejecting] = useState<JobPayment | null>(null)
  const confirm = useMutation({
    mutationFn: ({ id }: JobPayment) => confirmPayment(id),
    onSuccess: (_, { amount, method }) => {
      toast.success(`${money(amount)} ${METHOD_WORDS[method]} confirmed`)
    },
    onError: (error) => toast.error('Not confirmed', { description: sentence(error) }),
    onSettled: () => refreshMoney(client),
  })
  const reject = async ({ id, amount, method }: JobPayment, reason: string) => {
    await unwrap(
      api.PUT('/api/payments/{payment_id}/reject', {
        params: { path: { payment_id: id } },
        body: { reason },
      }),
    )
    toast.success(`${money(amount)} ${METHOD_WORDS[method]} rejected`)
    void refreshMoney(client)
  }
  return (
    <Card>
      <CardHead title="Payments" />
      {job.payments.length === 0 ? (
        <EmptyState icon={Banknote} title="No payment yet" className="py-8">
          {job.remaining_amount > 0 && 'Record the first one as soon as the customer pays.'}
        </EmptyState>
      ) : (
        <ul className="divide-y">
          {job.payments.map((payment) => (
            <Payment
              key={payment.id}
              payment={payment}
              review={
                canReview && payment.verdict === 'pending' ? (
                  <ReviewButtons
                    name={`${money(payment.amount)} ${METHOD_WORDS[payment.method]}`}
                    onConfirm={() => confirm.mutate(payment)}
                    onReject={() => setRejecting(payment)}
                  />
                ) : null
              }
            />
          ))}
        </ul>
      )}
      {rejecting && (
        <RejectPayments
          payments={[
            {
              ...rejecting,
              manager_name: job.manager_name,
              job: {
                number: job.number,
                customer_name: job.customer_name,
                vehicle_number: job.vehicle_number,
              },
            },
          ]}
          onReject={(reason) => reject(rejecting, reason)}
          onClose={() => setRejecting(null)}
        />
      )}
    </Card>
  )
}

function Payment({ payment, review }: { payment: JobPayment; review: ReactNode }) {
  const { dayTime, money } = useFormats()
  const { amount, method, payment_type: type, verdict, reference, notes, reject_reason: reason } = payment
  return (
    <li className="px-4 py-3">
      <div className="flex items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
            <span className="font-medium">{METHODS[method]}</span>
            <span className="text-muted">{PAYMENT_TYPES[type].toLowerCase()}</span>
          </p>
          <p className="mt-0.5 text-muted text-xs">
            {payment.collected_by_name && <>{payment.collected_by_name} · </>}
            {dayTime(payment.payment_date)}
          </p>
        </div>
        <div className="flex shrink-0 flex-col-reverse items-end gap-1.5 sm:flex-row sm:items-center sm:gap-4">
          {review ? <div className="flex gap-2">{review}</div> : <ReviewBadge status={verdict} />}
          <Money
            amount={amount}
            tone={verdict === 'confirmed' ? 'confirmed' : verdict === 'rejected' ? 'muted' : 'waiting'}
            className={cn('min-w-24 text-right font-medium', verdict === 'rejected' && 'line-through')}
          />
        </div>
      </div>
      {(reference || notes) && (
        <p className="mt-1 break-words text-muted text-xs">
          {reference && <span className="figure">{reference}</span>}
          {reference && notes && ' · '}
          {notes}
        </p>
      )}
      {reason && <p className="mt-1 break-words text-danger text-sm">Rejected: {reason}</p>}
      {(verdict !== 'rejected' || payment.receipt_number) && (
        <div className="-mb-1.5">
          <ReceiptMenu payment={payment} name={`${money(amount)} ${METHOD_WORDS[method]}`} />
        </div>
      )}
    </li>
  )
}
