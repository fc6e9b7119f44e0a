import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Check } from 'lucide-react'
import { Link } from 'react-router'
import { api, unwrap } from '@/api/client'
import { sentence } from '@/api/problem'
import { Money } from '@/components/money'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { useFormats } from '@/domain/formats'
import { METHODS } from '@/domain/payment-labels'
import { type MyDay, myDayQuery } from '@/features/analytics/queries'
import { unseenOf } from './unseen'

/** What the owner rejected lately and was not seen yet, with the reason: it is to be put right first. */
export function Rejected({ day }: { day: MyDay }) {
  const client = useQueryClient()
  const { dayTime, money } = useFormats()
  const seen = useMutation({
    mutationFn: (id: string) => unwrap(api.PUT('/api/analytics/mine/seen', { body: { payment_ids: [id] } })),
    onSuccess: (_, id) =>
      client.setQueryData(
        myDayQuery.queryKey,
        (before) => before && { ...before, rejections_seen: [...before.rejections_seen, id] },
      ),
  })
  const payments = unseenOf(day)
  if (payments.length === 0) return null
  return (
    <Card className="mb-3 border-l-2 border-l-danger">
      <header className="flex h-12 items-center justify-between border-b px-4">
        <h2 className="text-lg leading-tight">Rejected by the owner</h2>
        <Link
          to="/money/all?tab=rejected"
          className="tap text-muted text-sm underline underline-offset-4 hover:text-foreground"
        >
          All
        </Link>
      </header>
      {seen.isError && (
        <p role="alert" className="border-b px-4 py-2 text-danger text-sm">
          Not marked as seen. {sentence(seen.error)}
        </p>
      )}
      <ul className="divide-y">
        {payments.map((payment) => (
          <li key={payment.id} className="flex items-center pr-2">
            <Link
              to={`/jobs/${payment.job_id}`}
              className="flex min-h-14 min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-0.5 px-4 py-2.5 hover:bg-raised"
            >
              <span className="min-w-0 flex-1 basis-40">
                <span className="block break-words text-sm">{payment.reject_reason}</span>
                <span className="block text-muted text-xs">
                  {payment.job?.vehicle_number} · {METHODS[payment.method]} · {dayTime(payment.payment_date)}
                </span>
              </span>
              <Money amount={payment.amount} tone="risk" />
            </Link>
            <Button
              variant="ghost"
              busy={seen.isPending && seen.variables === payment.id}
              aria-label={`Seen: ${money(payment.amount)}, ${payment.reject_reason}`}
              onClick={() => seen.mutate(payment.id)}
            >
              <Check aria-hidden /> Seen
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  )
}
