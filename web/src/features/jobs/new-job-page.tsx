import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient } from '@tanstack/react-query'
import { ChevronDown } from 'lucide-react'
import { Suspense, useEffect, useMemo, useState } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { Link, useNavigate } from 'react-router'
import { toast } from 'sonner'
import { api, type Schemas, unwrap } from '@/api/client'
import { showProblem } from '@/api/form-problem'
import { useSubmission } from '@/api/use-submission'
import { AmountInput } from '@/components/amount-input'
import { Field, Notice } from '@/components/field'
import { Form } from '@/components/form'
import { lazyPart } from '@/components/lazy-part'
import { Money } from '@/components/money'
import { PageHeader } from '@/components/page-header'
import { RepeatedNotice } from '@/components/repeated-notice'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { Choice } from '@/components/ui/choice'
import { Input, Textarea } from '@/components/ui/input'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/domain/formats'
import type { Job } from '@/domain/jobs'
import { METHOD_OPTIONS, METHOD_WORDS, METHODS, type Method } from '@/domain/payment-labels'
import { refreshMoney } from '@/domain/refresh'
import { useLook } from '@/domain/use-look'
import { readAmount } from '@/lib/amount'
import { amountText } from '@/lib/schema'
import { draftOf, useDraft } from '@/lib/use-draft'
import { z } from '@/lib/zod'
import { DaysChoice } from './days-choice'
import type { Fill } from './fill-in'
import { EMPTY_JOB, jobShape, MORE_FIELDS } from './job-form'
import { type LineText, lineHomes, lineSchema, MAX_LINES, readable } from './lines/line-form'
import { MoreFields } from './more-fields'
import { FilledNotice, PastVisits, StillHere } from './past-visits'
import { useFillIn } from './use-fill-in'
import { usePastVisits } from './use-past-visits'

const NAME = 'job:new'
const EMPTY = {
  ...EMPTY_JOB,
  advance_paid: '',
  advance_method: 'cash' as Method,
  items: [] as LineText[],
}
const NewJobLines = lazyPart(() => import('./lines/new-job-lines'))
const ADVANCE_TOO_LARGE = 'The advance cannot be more than the estimate.'

function newJobSchema(decimals: number, isByLines: boolean) {
  const shape = jobShape(decimals)
  return z
    .object({
      ...shape,
      // Lines make the estimate; what was typed as one amount waits until they are given up.
      estimated_amount: isByLines ? z.string().transform(() => null) : shape.estimated_amount,
      items: z
        .array(lineSchema(decimals))
        .max(MAX_LINES)
        .transform((items) => items.filter((item) => item !== null))
        .refine((items) => !isByLines || items.length > 0, 'Enter labour or a part with its price.'),
      advance_paid: amountText({ decimals, empty: 0 }),
      advance_method: z.enum(Object.keys(METHODS) as [Method, ...Method[]]),
    })
    .refine((job) => job.estimated_amount === null || job.advance_paid <= job.estimated_amount, {
      path: ['advance_paid'],
      message: ADVANCE_TOO_LARGE,
    })
}

/** Takes a car in: the plate first, and most of the rest comes from its earlier visits. */
export function Component() {
  const navigate = useNavigate()
  const client = useQueryClient()
  const { currency, decimals, money, today } = useFormats()
  const [startValues] = useState(() => draftOf(NAME, EMPTY))
  const [isByLines, setByLines] = useState(startValues.items.length > 0)
  const schema = useMemo(() => newJobSchema(decimals, isByLines), [decimals, isByLines])
  const form = useForm({ resolver: zodResolver(schema), defaultValues: startValues, mode: 'onTouched' })
  const forget = useDraft(NAME, form)
  const [refusal, setRefusal] = useState<'spent' | string | null>(null)
  const { register, setValue, setFocus, formState } = form
  const { errors } = formState
  const typed = form.watch()

  const { submit, state, repeated } = useSubmission({
    name: NAME,
    send: (body: Schemas['JobCreate'], key) =>
      unwrap(api.POST('/api/jobs', { params: { header: { 'Idempotency-Key': key } }, body })),
    onDone: ({ id, warnings }, { advance_paid: advance = 0, advance_method: method = 'cash' }) => {
      forget()
      const paid = advance > 0 ? [`Advance of ${money(advance)} ${METHOD_WORDS[method]} recorded.`] : []
      toast.success('Job started', { description: [...paid, ...warnings].join(' ') })
      void refreshMoney(client)
      navigate(`/jobs/${id}`, { replace: true })
    },
    onSame: (id) => {
      forget()
      navigate(`/jobs/${id}`, { replace: true })
    },
    onRefused: (problem) => {
      if (problem.code === 'idempotency_key_reused') {
        void refreshMoney(client)
        setRefusal('spent')
      } else {
        const { at } = readable(form.getValues('items'), decimals)
        setRefusal(showProblem(form, problem, lineHomes(problem.fields, at)))
      }
    },
  })
  const send = form.handleSubmit((job) => {
    setRefusal(null)
    return submit({ ...job, repeat: false })
  })

  useEffect(() => {
    if (startValues.vehicle_number === '') setFocus('vehicle_number')
  }, [startValues, setFocus])

  const look = useLook({ currency, phone: typed.phone, vehicle_number: typed.vehicle_number })
  const visits = usePastVisits(typed)
  const { filled, offered, fillFrom, replace, undo, forgetVisit } = useFillIn(typed, (values) => {
    for (const field of Object.keys(values) as (keyof Fill)[]) {
      setValue(field, values[field] ?? '', { shouldDirty: true })
      form.clearErrors(field)
    }
  })
  const pick = (visit: Job) => {
    fillFrom(visit)
    if (typed.work_description === '') setFocus('work_description')
  }
  const clear = () => {
    form.reset(EMPTY)
    setByLines(false)
    forget()
    forgetVisit()
    setRefusal(null)
    setFocus('vehicle_number')
  }
  const chooseLines = (wanted: boolean) => {
    setByLines(wanted)
    if (!wanted) setValue('items', [])
    form.clearErrors(['estimated_amount', 'items'])
  }
  const isEmpty =
    !isByLines &&
    Object.entries(EMPTY).every(
      ([field, value]) => field === 'items' || typed[field as keyof typeof EMPTY] === value,
    )

  const estimate = readAmount(typed.estimated_amount, decimals)
  const advance = readAmount(typed.advance_paid, decimals)
  const hasAdvance = advance.ok && advance.amount > 0
  const isTooLarge = !isByLines && hasAdvance && estimate.ok && advance.amount > estimate.amount
  const isUnanswered = state === 'unanswered'
  const isBusy = state !== 'idle'
  return (
    <FormProvider {...form}>
      <PageHeader title="New job" back={{ to: '/jobs', label: 'Jobs' }}>
        {!isEmpty && !isBusy && (
          <Button variant="ghost" size="sm" onClick={clear}>
            Clear the form
          </Button>
        )}
      </PageHeader>
      <Form onSubmit={send}>
        <div className="flex flex-col gap-4 lg:grid lg:grid-cols-[minmax(0,1fr)_22rem] lg:grid-rows-[auto_1fr] lg:items-start">
          <fieldset disabled={isBusy} className="contents">
            <div className="min-w-0 space-y-4 lg:row-span-2">
              <Card className="space-y-4 p-4 md:p-5">
                <Field
                  label="Vehicle number"
                  error={errors.vehicle_number?.message}
                  warning={look.vehicle_number}
                >
                  {(control) => (
                    <Input
                      {...control}
                      {...register('vehicle_number')}
                      autoComplete="off"
                      autoCapitalize="characters"
                      spellCheck={false}
                      placeholder="MH12AB1234"
                      className="figure h-16 text-3xl uppercase placeholder:text-muted/40 fine:h-16 fine:text-3xl"
                    />
                  )}
                </Field>
                {filled && (
                  <FilledNotice visit={filled.visit} kept={filled.kept} onReplace={replace} onUndo={undo} />
                )}
                <StillHere plate={typed.vehicle_number} visits={state === 'done' ? [] : visits.car} />
                <PastVisits title="Been here before" visits={offered(visits.car)} onPick={pick} />
                <div className="grid gap-4 sm:grid-cols-2">
                  <Field label="Customer" error={errors.customer_name?.message}>
                    {(control) => (
                      <Input
                        {...control}
                        {...register('customer_name')}
                        autoComplete="off"
                        autoCapitalize="words"
                      />
                    )}
                  </Field>
                  <Field label="Phone" error={errors.phone?.message} warning={look.phone}>
                    {(control) => (
                      <Input
                        {...control}
                        {...register('phone')}
                        inputMode="tel"
                        autoComplete="off"
                        className="figure"
                      />
                    )}
                  </Field>
                </div>
                <PastVisits
                  title="Is this a returning customer?"
                  visits={offered(visits.person)}
                  onPick={pick}
                />
                <Field label="Car" error={errors.car_model?.message}>
                  {(control) => (
                    <Input
                      {...control}
                      {...register('car_model')}
                      autoComplete="off"
                      autoCapitalize="words"
                      placeholder="Maruti Swift"
                    />
                  )}
                </Field>
                <Field label="Work to be done" error={errors.work_description?.message}>
                  {(control) => <Textarea {...control} {...register('work_description')} rows={3} />}
                </Field>
              </Card>
              {isByLines && (
                <Card>
                  <CardHead title="Labour and parts">
                    <Button size="sm" variant="ghost" onClick={() => chooseLines(false)}>
                      Enter one amount
                    </Button>
                  </CardHead>
                  <Suspense fallback={<Skeleton className="m-4 h-40" />}>
                    <NewJobLines />
                  </Suspense>
                </Card>
              )}
            </div>
            <Card className="lg:col-start-2 lg:row-start-1">
              <CardHead title="Money and time" />
              <div className="space-y-4 p-4">
                {isByLines ? (
                  <p className="flex justify-between gap-4 text-sm">
                    <span className="font-medium">Estimate</span>
                    <span className="text-muted">From labour and parts</span>
                  </p>
                ) : (
                  <div>
                    <Field label="Estimate" error={errors.estimated_amount?.message}>
                      {(control) => (
                        <AmountInput
                          {...control}
                          {...register('estimated_amount', { deps: ['advance_paid'] })}
                          text={typed.estimated_amount}
                        />
                      )}
                    </Field>
                    <Button
                      variant="link"
                      className="mt-1 font-normal text-muted text-sm "
                      onClick={() => chooseLines(true)}
                    >
                      Enter labour and parts
                    </Button>
                  </div>
                )}
                <Field
                  label="Advance"
                  optional
                  error={errors.advance_paid?.message ?? (isTooLarge ? ADVANCE_TOO_LARGE : undefined)}
                >
                  {(control) => (
                    <AmountInput {...control} {...register('advance_paid')} text={typed.advance_paid} />
                  )}
                </Field>
                {hasAdvance && (
                  <Choice
                    label="Paid by"
                    value={typed.advance_method}
                    options={METHOD_OPTIONS}
                    onChange={(method) => setValue('advance_method', method, { shouldDirty: true })}
                  />
                )}
                <DaysChoice
                  value={typed.planned_completion_days}
                  onChange={(days) =>
                    setValue('planned_completion_days', days, {
                      shouldDirty: true,
                      shouldValidate: formState.isSubmitted,
                    })
                  }
                  error={errors.planned_completion_days?.message}
                  from={today()}
                />
                {!isByLines && hasAdvance && estimate.ok && !isTooLarge && (
                  <p className="flex justify-between border-t pt-3 text-sm">
                    <span className="text-muted">Left to pay</span>
                    <Money amount={estimate.amount - advance.amount} />
                  </p>
                )}
              </div>
            </Card>
            <details
              open={MORE_FIELDS.some((field) => startValues[field] !== '' || errors[field]) || undefined}
              className="group border bg-card"
            >
              <summary className="flex min-h-12 list-none items-center justify-between gap-4 px-4 [&::-webkit-details-marker]:hidden">
                <span>
                  <span className="font-medium text-sm">More</span>
                  <span className="ml-3 text-muted text-sm">Worker, parts, address, notes</span>
                </span>
                <ChevronDown className="size-4 text-muted group-open:rotate-180" aria-hidden />
              </summary>
              <div className="border-t p-4">
                <MoreFields />
              </div>
            </details>
          </fieldset>
          <div className="sticky bottom-(--bar) z-10 -mx-4 border-t max-md:-mb-12 bg-background px-4 py-3 md:static md:mx-0 md:border-0 md:p-0 lg:col-start-2 lg:row-start-2">
            {isUnanswered && (
              <Notice tone="warning" className="mb-3">
                No answer from the server yet. We keep trying; it cannot be recorded twice.
              </Notice>
            )}
            {refusal === 'spent' ? (
              <Notice className="mb-3">
                Your earlier try was saved after all. Look for the job{' '}
                <Link to="/jobs" className="underline">
                  in the jobs
                </Link>{' '}
                before you save it again.
              </Notice>
            ) : (
              refusal && <Notice className="mb-3">{refusal}</Notice>
            )}
            {repeated ? (
              <RepeatedNotice repeated={repeated} another="Start another job" />
            ) : (
              <Button type="submit" variant="primary" size="lg" busy={isBusy} className="w-full">
                {hasAdvance
                  ? `Start job, ${money(advance.amount)} ${METHOD_WORDS[typed.advance_method]}`
                  : 'Start job'}
              </Button>
            )}
          </div>
        </div>
      </Form>
    </FormProvider>
  )
}
