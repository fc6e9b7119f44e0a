import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { toast } from 'sonner'
import type { Schemas } from '@/api/client'
import type { Problem } from '@/api/problem'
import { useSubmission } from '@/api/use-submission'
import { PageHeader } from '@/components/page-header'
import { ErrorState } from '@/components/states'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/domain/formats'
import { linesOf } from '@/features/jobs/lines/line-form'
import { typedAmount } from '@/lib/amount'
import { removeStored } from '@/lib/stored'
import { draftOf } from '@/lib/use-draft'
import { EMPTY_ESTIMATE, EstimateForm, type EstimateText } from './estimate-form'
import { changeQuotation, type QuotationDetail, quotationQuery } from './queries'

/** Changes an estimate for a car that is not here. */
export function Component() {
  const { id = '' } = useParams()
  const { data, error, refetch } = useQuery(quotationQuery(id))
  if (data) return <Edit key={id} quotation={data} />
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  return <Skeleton className="h-96" />
}

function textOf(quotation: QuotationDetail, decimals: number): EstimateText {
  const { bill, estimated_amount: amount } = quotation
  return {
    ...EMPTY_ESTIMATE,
    customer_name: quotation.customer_name,
    phone: quotation.phone,
    car_model: quotation.car_model,
    vehicle_number: quotation.vehicle_number,
    work_description: quotation.work_description,
    planned_completion_days: String(quotation.planned_completion_days),
    estimated_amount: amount === null || bill ? '' : typedAmount(amount, decimals),
    estimate_to_follow: amount === null,
    items: bill ? linesOf(bill.lines, decimals) : [],
  }
}

function Edit({ quotation }: { quotation: QuotationDetail }) {
  const { id, number } = quotation
  const name = `estimate:${id}`
  const client = useQueryClient()
  const navigate = useNavigate()
  const { decimals } = useFormats()
  const [start] = useState(() => draftOf(name, textOf(quotation, decimals)))
  // What was read is what is changed: somebody else's change in between is not written over.
  const [version] = useState(quotation.version)
  const [refusal, setRefusal] = useState<Problem | null>(null)
  const { submit, state, repeated } = useSubmission({
    name,
    send: (body: Schemas['QuotationChange']) => changeQuotation(id, body),
    onDone: ({ message, quotation: changed }) => {
      removeStored(`draft:${name}`)
      client.setQueryData(quotationQuery(id).queryKey, changed)
      void client.invalidateQueries({ queryKey: ['jobs', 'quotations'] })
      toast.success(message)
      navigate(`/jobs/estimates/${id}`, { replace: true })
    },
    onRefused: setRefusal,
  })
  return (
    <>
      <PageHeader
        title={`Edit estimate ${number}`}
        note="Another price or other work has to be answered anew. Whoever has the link sees it at once."
        back={{ to: `/jobs/estimates/${id}`, label: `Estimate ${number}` }}
      />
      <EstimateForm
        name={name}
        start={start}
        action="Save estimate"
        state={state}
        repeated={repeated}
        refusal={refusal}
        onSend={(body) => {
          setRefusal(null)
          void submit({ ...body, version })
        }}
      />
    </>
  )
}
