import { useQueryClient } from '@tanstack/react-query'
import { CarFront } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { toast } from 'sonner'
import type { Schemas } from '@/api/client'
import { type Problem, sentence } from '@/api/problem'
import { isUnderWay, useSubmission } from '@/api/use-submission'
import { Field, Notice } from '@/components/field'
import { SubmissionDialog } from '@/components/submission-dialog'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { useCountry } from '@/domain/formats'
import { comparedPlate } from '@/domain/plate'
import { refreshMoney } from '@/domain/refresh'
import { beginJob, type QuotationDetail } from './queries'

type OpenJob = NonNullable<Schemas['Known']['open_job']>

/** What a press sends: the estimate as it stands, for this plate. */
function jobOf(quotation: QuotationDetail, plate: string, isMeant: boolean): Schemas['JobCreate'] {
  const { customer_name, phone, car_model, work_description, planned_completion_days } = quotation
  return {
    customer_name,
    phone,
    car_model,
    work_description,
    planned_completion_days,
    vehicle_number: plate.trim().toUpperCase(),
    quotation_id: quotation.id,
    advance_paid: 0,
    advance_method: 'cash',
    items: [],
    estimate_to_follow: quotation.estimated_amount === null ? true : null,
    // Whoever has seen that the car has an open job means another one.
    another: isMeant ? true : null,
    repeat: isMeant,
  }
}

/** Begins the job of an estimate, and says why it was not begun. */
function useBeginning(quotation: QuotationDetail, plate: string) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const [refusal, setRefusal] = useState<Problem | string | null>(null)
  const { submit, state } = useSubmission({
    name: `estimate-begun:${quotation.id}`,
    send: beginJob,
    onDone: ({ id }) => {
      toast.success('Job started')
      void refreshMoney(client)
      void client.invalidateQueries({ queryKey: ['jobs'] })
      navigate(`/jobs/${id}`, { replace: true })
    },
    onRefused: setRefusal,
  })
  const openJob =
    typeof refusal === 'object' && refusal?.code === 'already_open'
      ? (refusal.extra.open_job as OpenJob)
      : null
  const words =
    refusal !== null && !openJob ? (typeof refusal === 'string' ? refusal : sentence(refusal)) : null
  const begin = () => {
    setRefusal(null)
    void submit(jobOf(quotation, plate, openJob !== null))
  }
  return { begin, state, openJob, words, refuse: setRefusal }
}

/** Starts the job of an estimate: by one press where the plate is known, else it is asked for. */
export function CarIsHere({ quotation }: { quotation: QuotationDetail }) {
  const [isAsking, setAsking] = useState(false)
  const [plate, setPlate] = useState(quotation.vehicle_number)
  const { begin, state, openJob, words, refuse } = useBeginning(quotation, plate)
  const press = () => {
    if (comparedPlate(plate).length >= 2) return begin()
    setAsking(true)
    if (isAsking) refuse('Enter the vehicle number.')
  }
  const said = openJob && <OpenAlready job={openJob} />
  if (isAsking) {
    return (
      <SubmissionDialog
        title="Car is here"
        description="The estimate becomes the job."
        state={state}
        refusal={words}
        action={openJob ? 'Start job anyway' : 'Start job'}
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          press()
        }}
        onClose={() => setAsking(false)}
      >
        {said}
        <PlateAsked plate={plate} onChange={setPlate} />
      </SubmissionDialog>
    )
  }
  return (
    <>
      {words && <Notice>{words}</Notice>}
      {said}
      <Button
        size="lg"
        variant="primary"
        busy={isUnderWay(state)}
        disabled={state === 'done'}
        onClick={press}
      >
        <CarFront aria-hidden /> {openJob ? 'Start job anyway' : 'Car is here: start job'}
      </Button>
    </>
  )
}

function OpenAlready({ job }: { job: OpenJob }) {
  return (
    <Notice tone="warning">
      This car has an open job.{' '}
      <Link to={`/jobs/${job.id}`} className="underline">
        Open it
      </Link>
      , or start this one as well.
    </Notice>
  )
}

function PlateAsked({ plate, onChange }: { plate: string; onChange: (plate: string) => void }) {
  const { plate: example } = useCountry()
  return (
    <Field label="Vehicle number">
      {(control) => (
        <Input
          {...control}
          value={plate}
          maxLength={20}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          placeholder={example}
          className="figure h-16 text-3xl uppercase placeholder:text-muted/40"
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
