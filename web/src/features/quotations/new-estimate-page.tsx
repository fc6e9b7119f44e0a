import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { toast } from 'sonner'
import type { Schemas } from '@/api/client'
import type { Problem } from '@/api/problem'
import { useSubmission } from '@/api/use-submission'
import { PageHeader } from '@/components/page-header'
import { removeStored } from '@/lib/stored'
import { draftOf } from '@/lib/use-draft'
import { JOB_FORM } from '@/outbox/send-job'
import { EMPTY_ESTIMATE, EstimateForm, type EstimateText } from './estimate-form'
import { makeQuotation } from './queries'

const NAME = 'estimate:new'

/** What was begun as a job, when it turned out that the car is not here, and what was typed here before. */
function startValues(): EstimateText {
  const asJob = draftOf<Partial<EstimateText>>(JOB_FORM, {})
  const own = draftOf<Partial<EstimateText>>(NAME, {})
  const names = Object.keys(EMPTY_ESTIMATE) as (keyof EstimateText)[]
  const pick = (from: Partial<EstimateText>) =>
    Object.fromEntries(names.flatMap((name) => (from[name] ? [[name, from[name]]] : [])))
  return { ...EMPTY_ESTIMATE, ...pick(own), ...pick(asJob) }
}

/** Works out a price for a car that is not here: it becomes the job when the car comes. */
export function Component() {
  const client = useQueryClient()
  const navigate = useNavigate()
  const [start] = useState(startValues)
  const [refusal, setRefusal] = useState<Problem | null>(null)
  const leave = (id: string) => {
    removeStored(`draft:${NAME}`)
    removeStored(`draft:${JOB_FORM}`)
    void client.invalidateQueries({ queryKey: ['jobs', 'quotations'] })
    navigate(`/jobs/estimates/${id}`, { replace: true })
  }
  const { submit, state, repeated } = useSubmission({
    name: NAME,
    send: (body: Schemas['QuotationIn'], key) => makeQuotation(body, key),
    onDone: ({ id, message }) => {
      toast.success(message)
      leave(id)
    },
    onSame: leave,
    onRefused: setRefusal,
  })
  return (
    <>
      <PageHeader
        title="New estimate"
        note="For a car that is not here. It counts as no job until the car comes."
        back={{ to: '/jobs/estimates', label: 'Estimates' }}
      />
      <EstimateForm
        name={NAME}
        start={start}
        action="Save estimate"
        state={state}
        repeated={repeated}
        refusal={refusal}
        onSend={(body) => {
          setRefusal(null)
          void submit({ ...body, repeat: false })
        }}
      />
    </>
  )
}
