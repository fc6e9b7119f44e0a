import { zodResolver } from '@hookform/resolvers/zod'
import { useMemo, useState } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import type { Schemas } from '@/api/client'
import { showProblem } from '@/api/form-problem'
import type { Problem } from '@/api/problem'
import type { Repeated, SubmissionState } from '@/api/use-submission'
import { Notice } from '@/components/field'
import { Form } from '@/components/form'
import { SubmitButton } from '@/components/submit-button'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { useFormats } from '@/domain/formats'
import { missingDigits } from '@/domain/phone'
import { useLook } from '@/domain/use-look'
import {
  CarField,
  CustomerField,
  DaysField,
  EstimateField,
  PhoneField,
  PlateField,
  WorkField,
} from '@/features/jobs/job-fields'
import { EMPTY_JOB, jobShape } from '@/features/jobs/job-form'
import { type LineText, lineHomes, lineSchema, MAX_LINES, readable } from '@/features/jobs/lines/line-form'
import { LinesCard } from '@/features/jobs/new-job-cards'
import { useDraft } from '@/lib/use-draft'
import { z } from '@/lib/zod'

export const EMPTY_ESTIMATE = { ...EMPTY_JOB, estimate_to_follow: false, items: [] as LineText[] }
export type EstimateText = typeof EMPTY_ESTIMATE

function estimateSchema(decimals: number, currency: string, hasAmount: boolean, isByLines: boolean) {
  const shape = jobShape(decimals)
  return z.object({
    customer_name: shape.customer_name,
    phone: shape.phone.superRefine((phone, context) => {
      const message = missingDigits(phone, currency)
      if (message !== null) context.addIssue({ code: 'custom', message })
    }),
    car_model: shape.car_model,
    // Whoever asks by phone may not have it at hand.
    vehicle_number: z.string().trim().length(0).or(shape.vehicle_number),
    work_description: shape.work_description,
    planned_completion_days: shape.planned_completion_days,
    estimated_amount: hasAmount ? shape.estimated_amount : z.string().transform(() => null),
    estimate_to_follow: z.boolean(),
    items: z
      .array(lineSchema(decimals))
      .max(MAX_LINES)
      .transform((items) => (isByLines ? items.filter((item) => item !== null) : []))
      .refine((items) => !isByLines || items.length > 0, 'Enter labour or a part with its price.'),
  })
}

interface Sending {
  state: SubmissionState
  repeated: Repeated | null
  /** Why the last try saved nothing, to be shown beside the fields that it is about. */
  refusal: Problem | null
}

interface EstimateFormProps extends Sending {
  name: string
  start: EstimateText
  action: string
  onSend: (body: Omit<Schemas['QuotationIn'], 'repeat'>) => void
}

/** What an estimate says: who asks, for which car, what is to be done, and what it comes to if that is known. */
export function EstimateForm({ name, start, action, state, repeated, refusal, onSend }: EstimateFormProps) {
  const { currency, decimals, today } = useFormats()
  const [isByLines, setByLines] = useState(start.items.length > 0)
  const [isToFollow, setToFollow] = useState(start.estimate_to_follow)
  const hasAmount = !isByLines && !isToFollow
  const schema = useMemo(
    () => estimateSchema(decimals, currency, hasAmount, isByLines),
    [decimals, currency, hasAmount, isByLines],
  )
  const form = useForm({ resolver: zodResolver(schema), defaultValues: start, mode: 'onTouched' })
  useDraft(name, form)
  const typed = form.watch()
  const look = useLook({ currency, phone: typed.phone, vehicle_number: typed.vehicle_number })
  const [shown, setShown] = useState<{ of: Problem; words: string } | null>(null)
  if (refusal !== null && shown?.of !== refusal) {
    const { at } = readable(form.getValues('items'), decimals)
    setShown({ of: refusal, words: showProblem(form, refusal, lineHomes(refusal.fields, at)) ?? '' })
  }
  const choose = (byLines: boolean, toFollow: boolean) => {
    setByLines(byLines)
    setToFollow(toFollow)
    form.setValue('estimate_to_follow', toFollow, { shouldDirty: true })
    if (!byLines) form.setValue('items', [])
    form.clearErrors(['estimated_amount', 'items'])
  }
  return (
    <FormProvider {...form}>
      <Form onSubmit={form.handleSubmit(({ estimate_to_follow: _, ...body }) => onSend(body))}>
        <fieldset disabled={state !== 'idle'} className="max-w-4xl space-y-4">
          <Card className="space-y-4 p-4 md:p-5">
            <div className="grid gap-4 sm:grid-cols-2">
              <CustomerField />
              <PhoneField warning={look.phone} />
              <CarField />
              <PlateField warning={typed.vehicle_number === '' ? null : look.vehicle_number} isOptional />
            </div>
            <WorkField />
          </Card>
          {isByLines && <LinesCard onOneAmount={() => choose(false, false)} />}
          <Card>
            <CardHead title="Price and time" />
            <div className="grid gap-4 p-4 sm:grid-cols-2">
              <div>
                <PriceField isByLines={isByLines} isToFollow={isToFollow} onChoose={choose} />
              </div>
              <DaysField from={today()} />
            </div>
          </Card>
          {shown?.words && refusal && <Notice>{shown.words}</Notice>}
        </fieldset>
        <div className="mt-4 max-w-4xl">
          <SubmitButton state={state} repeated={repeated} another="Save another estimate">
            {action}
          </SubmitButton>
        </div>
      </Form>
    </FormProvider>
  )
}

interface PriceFieldProps {
  isByLines: boolean
  isToFollow: boolean
  onChoose: (byLines: boolean, toFollow: boolean) => void
}

/** The price, or why it is not typed here. */
function PriceField({ isByLines, isToFollow, onChoose }: PriceFieldProps) {
  if (isByLines) return <p className="text-muted text-sm">The price comes from labour and parts.</p>
  if (isToFollow) {
    return (
      <div className="flex min-h-11 items-center justify-between gap-4 text-sm">
        <span className="font-medium">Price to follow</span>
        <Button size="sm" variant="ghost" onClick={() => onChoose(false, false)}>
          Enter it now
        </Button>
      </div>
    )
  }
  return (
    <>
      <EstimateField />
      <div className="mt-1 flex flex-wrap gap-2">
        <Button size="sm" variant="outline" onClick={() => onChoose(false, true)}>
          Not known yet
        </Button>
        <Button size="sm" variant="ghost" onClick={() => onChoose(true, false)}>
          Enter labour and parts
        </Button>
      </div>
    </>
  )
}
