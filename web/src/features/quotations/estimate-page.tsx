import { useQuery } from '@tanstack/react-query'
import { FileText } from 'lucide-react'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { Problem } from '@/api/problem'
import { Money } from '@/components/money'
import { PageHeader } from '@/components/page-header'
import { EmptyState, ErrorState } from '@/components/states'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/domain/formats'
import { useCan } from '@/domain/permissions'
import { shownPhone } from '@/domain/phone'
import { BillSums } from '@/features/jobs/lines/bill-sums'
import { AnswerDialog } from './answer-dialog'
import { CarIsHere } from './car-is-here'
import { type QuotationDetail, quotationQuery } from './queries'
import { lastStep, standing } from './quotation-words'
import { SendDialog } from './send-dialog'

const BACK = { to: '/jobs/estimates', label: 'Estimates' }

/** One estimate for a car that is not here: sent, answered, and begun when the car comes. */
export function Component() {
  const { id = '' } = useParams()
  const { data, error, refetch } = useQuery(quotationQuery(id))
  if (data) return <Estimate key={id} quotation={data} />
  if (!error) return <Skeleton className="h-96" />
  return (
    <>
      <PageHeader title="Estimate" back={BACK} />
      {error instanceof Problem && [404, 422].includes(error.status) ? (
        <EmptyState icon={FileText} title="Estimate not found">
          Check the link, or look for it in the list.
        </EmptyState>
      ) : (
        <ErrorState error={error} onRetry={() => void refetch()} />
      )}
    </>
  )
}

type Opened = 'send' | 'answer' | null

function Estimate({ quotation }: { quotation: QuotationDetail }) {
  const formats = useFormats()
  const canChange = useCan('jobs:create') && quotation.state !== 'begun'
  const [opened, setOpened] = useState<Opened>(null)
  const { id, number, estimated_amount: amount } = quotation
  const { label, tone } = standing(quotation)
  const close = () => setOpened(null)
  return (
    <>
      <PageHeader title={`Estimate ${number}`} back={BACK} note={lastStep(quotation, formats)}>
        <Badge tone={tone}>{label}</Badge>
      </PageHeader>
      <div className="grid max-w-4xl items-start gap-4 md:grid-cols-[minmax(0,1fr)_20rem]">
        <WhatIsAsked quotation={quotation} />
        {canChange ? (
          <div className="grid gap-2 print:hidden">
            <CarIsHere quotation={quotation} />
            <Button size="lg" variant="outline" disabled={amount === null} onClick={() => setOpened('send')}>
              Send to customer
            </Button>
            <Button size="lg" variant="outline" onClick={() => setOpened('answer')}>
              Customer said yes or no
            </Button>
            <Button asChild size="lg" variant="ghost">
              <Link to={`/jobs/estimates/${id}/edit`}>{amount === null ? 'Enter the price' : 'Edit'}</Link>
            </Button>
          </div>
        ) : (
          quotation.state === 'begun' && (
            <Button asChild size="lg" variant="primary">
              <Link to={`/jobs/${id}`}>Open job {number}</Link>
            </Button>
          )
        )}
      </div>
      {opened === 'send' && <SendDialog quotation={quotation} onClose={close} />}
      {opened === 'answer' && <AnswerDialog quotation={quotation} onClose={close} />}
    </>
  )
}

/** Who asks, for which car, and what is to be done at which price. */
function WhatIsAsked({ quotation }: { quotation: QuotationDetail }) {
  const { vehicle_number: plate } = quotation
  return (
    <Card>
      <CardHead title={quotation.customer_name} />
      <div className="space-y-3 p-4 text-sm">
        <p>
          {quotation.car_model}
          {plate && <span className="figure"> · {plate}</span>}
          {' · '}
          <a href={`tel:${quotation.phone}`} className="figure underline">
            {shownPhone(quotation.phone)}
          </a>
        </p>
        <p className="whitespace-pre-line" data-note>
          {quotation.work_description}
        </p>
        <WhatItComesTo quotation={quotation} />
      </div>
    </Card>
  )
}

function WhatItComesTo({ quotation: { bill, estimated_amount: amount } }: { quotation: QuotationDetail }) {
  if (!bill) {
    return (
      <p className="flex items-baseline justify-between gap-4 border-t pt-3">
        <span className="font-medium">Price</span>
        {amount === null ? (
          <span className="text-muted">To follow</span>
        ) : (
          <Money amount={amount} className="font-medium text-lg" />
        )}
      </p>
    )
  }
  return (
    <>
      <ul className="divide-y border-y">
        {bill.lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name of their own and never move here
          <li key={index} className="flex justify-between gap-4 py-2">
            <span className="min-w-0">
              {line.description}
              {line.quantity !== 1 && (
                <span className="text-muted">
                  {' '}
                  × {line.quantity} {line.unit}
                </span>
              )}
            </span>
            <Money amount={line.total_amount} />
          </li>
        ))}
      </ul>
      <BillSums bill={bill} />
    </>
  )
}
