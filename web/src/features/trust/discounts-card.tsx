import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { toast } from 'sonner'
import { sentence } from '@/api/problem'
import { Notice } from '@/components/field'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { useFormats } from '@/domain/formats'
import { useCan } from '@/domain/permissions'
import { refreshMoney } from '@/domain/refresh'
import { newId } from '@/lib/new-id'
import { answerDiscount, type Discount, discountsQuery } from './queries'

/** Discounts above the cap that wait for the owner's word; nothing while none does. */
export function DiscountsCard() {
  const { data = [] } = useQuery(discountsQuery)
  if (data.length === 0) return null
  return (
    <Card className="-mx-4 border-x-0 md:mx-0 md:border-x">
      <CardHead title="Discounts to decide" />
      <ul aria-label="Discounts to decide" className="divide-y">
        {data.map((discount) => (
          <li key={discount.id}>
            <DiscountRow discount={discount} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function DiscountRow({ discount }: { discount: Discount }) {
  const client = useQueryClient()
  const { money, dayTime } = useFormats()
  const canAnswer = useCan('exceptions:answer')
  // The same tap sent again is the same answer.
  const [keys] = useState(() => ({ yes: newId(), no: newId() }))
  const answer = useMutation({
    mutationFn: (granted: boolean) => answerDiscount(discount.id, granted, granted ? keys.yes : keys.no),
    onSuccess: ({ message }) => {
      toast.success(message)
      void client.invalidateQueries({ queryKey: ['trust'] })
      void refreshMoney(client)
    },
    networkMode: 'always',
  })
  return (
    <div className="space-y-2 px-4 py-3.5">
      <p className="text-muted text-xs">{dayTime(discount.asked_at)}</p>
      <p className="break-words">
        {discount.member_name ?? 'Somebody'} asks for {discount.percent}% off: {money(discount.discount)} in
        all, and {money(discount.to_amount)} to pay instead of {money(discount.from_amount)}.
      </p>
      {discount.note && <p className="break-words text-muted text-sm">{discount.note}</p>}
      <p className="text-sm">
        <Link
          to={`/jobs/${discount.job_id}`}
          className="tap text-muted underline underline-offset-4 hover:text-foreground"
        >
          {discount.vehicle_number}, {discount.customer_name}
        </Link>
      </p>
      {answer.isError && <Notice>{sentence(answer.error)}</Notice>}
      {canAnswer && (
        <div className="grid grid-cols-2 gap-2 sm:flex">
          <Button variant="primary" busy={answer.isPending} onClick={() => answer.mutate(true)}>
            Give it
          </Button>
          <Button records variant="outline" disabled={answer.isPending} onClick={() => answer.mutate(false)}>
            Do not give it
          </Button>
        </div>
      )}
    </div>
  )
}
