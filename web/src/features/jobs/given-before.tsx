import { Link } from 'react-router'
import type { Schemas } from '@/api/client'
import { Notice } from '@/components/field'
import { Button } from '@/components/ui/button'
import { useFormats } from '@/domain/formats'
import { inSentence } from '@/lib/days'

/** The customer asked for a price before: that estimate becomes the job, with its price and its number. */
export function GivenBefore({ quotation }: { quotation: Schemas['QuotationOut'] }) {
  const { day, money } = useFormats()
  const { estimated_amount: amount, state } = quotation
  const price = amount === null ? 'price to follow' : money(amount)
  return (
    <Notice tone="info" className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <span>
        Estimate {quotation.number} for {quotation.customer_name}, {quotation.car_model},{' '}
        {inSentence(day(quotation.created_at))}: {price}
        {state === 'approved' && ', approved'}.
      </span>
      <Button asChild size="sm" variant="outline">
        <Link to={`/jobs/estimates/${quotation.id}`}>Open estimate</Link>
      </Button>
    </Notice>
  )
}
