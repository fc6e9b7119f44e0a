import { ChevronDown } from 'lucide-react'
import { Suspense } from 'react'
import { useFormContext } from 'react-hook-form'
import { AmountInput } from '@/components/amount-input'
import { Field } from '@/components/field'
import { lazyPart } from '@/components/lazy-part'
import { Money } from '@/components/money'
import { OddReading } from '@/components/odd-reading'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { Choice } from '@/components/ui/choice'
import { Input } from '@/components/ui/input'
import { Skeleton } from '@/components/ui/skeleton'
import { useCountry, useFormats } from '@/domain/formats'
import type { Job } from '@/domain/jobs'
import { methodOptions } from '@/domain/payment-labels'
import { useLook } from '@/domain/use-look'
import { DeclinedBefore } from '@/features/estimates/deferred'
import type { Fill } from './fill-in'
import { GivenBefore } from './given-before'
import {
  CarField,
  CustomerField,
  DaysField,
  EstimateField,
  MoreFields,
  PhoneField,
  PlateField,
  WorkField,
} from './job-fields'
import { MORE_FIELDS } from './job-form'
import { KeeperQuestion } from './keeper-question'
import { sourceOf } from './known'
import { FilledNotice, PastVisits, StillHere } from './past-visits'
import { useFillIn } from './use-fill-in'
import { type NewJobText, readAdvance, type useNewJob } from './use-new-job'
import { usePastVisits } from './use-past-visits'

const NewJobLines = lazyPart(() => import('./lines/new-job-lines'))

interface CarCardProps {
  /** What the garage knows by what is typed; null once the job is recorded, for then the car is here by this one. */
  known: ReturnType<typeof useNewJob>['known']
  oddReading: string | null
  onReading: () => void
}

/** Whose car it is and what is to be done: filled in by itself for a known plate, or from an earlier visit at a press. */
export function CarCard({ known, oddReading, onReading }: CarCardProps) {
  const { watch, setValue, setFocus, clearErrors, formState, register } = useFormContext<NewJobText>()
  const typed = watch()
  const { currency } = useFormats()
  const look = useLook({ currency, phone: typed.phone, vehicle_number: typed.vehicle_number })
  const visits = usePastVisits(typed)
  const source = known && visits.isSettled ? sourceOf(known, visits.car) : null
  const { filled, offered, fillFrom, replace, undo } = useFillIn(typed, source, (values) => {
    for (const field of Object.keys(values) as (keyof Fill)[]) {
      setValue(field, values[field] ?? '', { shouldDirty: true })
      clearErrors(field)
    }
  })
  const pick = (visit: Job) => {
    fillFrom(visit)
    if (typed.work_description === '') setFocus('work_description')
  }
  return (
    <Card className="space-y-4 p-4 md:p-5">
      <PlateField warning={look.vehicle_number} isLarge />
      {known?.quotations.map((quotation) => (
        <GivenBefore key={quotation.id} quotation={quotation} />
      ))}
      {filled && <FilledNotice source={filled.source} kept={filled.kept} onReplace={replace} onUndo={undo} />}
      {known?.open_job && <StillHere open={known.open_job} />}
      {known?.vehicle && <DeclinedBefore plate={typed.vehicle_number} />}
      <PastVisits title="Been here before" visits={offered(visits.car)} onPick={pick} />
      <div className="grid gap-4 sm:grid-cols-2">
        <CustomerField />
        <PhoneField warning={look.phone} />
      </div>
      <PastVisits title="Is this a returning customer?" visits={offered(visits.person)} onPick={pick} />
      {known?.vehicle && known.asks_keeper && (
        <KeeperQuestion
          vehicle={known.vehicle}
          typed={typed}
          answer={typed.keeper}
          error={formState.errors.keeper?.message}
          onAnswer={(answer) => {
            setValue('keeper', answer, { shouldDirty: true })
            clearErrors('keeper')
          }}
        />
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        <CarField />
        <OdometerField lastKm={known?.vehicle?.odometer_km} onReading={onReading} />
        {oddReading && (
          <OddReading
            words={oddReading}
            field={register('odometer_reason')}
            onPick={(reason) => setValue('odometer_reason', reason, { shouldDirty: true })}
          />
        )}
      </div>
      <WorkField />
    </Card>
  )
}

interface OdometerFieldProps {
  lastKm: number | null | undefined
  onReading: () => void
}

function OdometerField({ lastKm, onReading }: OdometerFieldProps) {
  const { count } = useFormats()
  const { formState, register } = useFormContext<NewJobText>()
  return (
    <Field
      label="Odometer in km"
      optional
      error={formState.errors.odometer_km?.message}
      hint={lastKm == null ? undefined : `${count(lastKm)} km the last time`}
    >
      {(control) => (
        <Input
          {...control}
          {...register('odometer_km', { onChange: onReading })}
          autoComplete="off"
          inputMode="numeric"
          className="figure"
        />
      )}
    </Field>
  )
}

/** Labour and parts, where they make the estimate. */
export function LinesCard({ onOneAmount }: { onOneAmount: () => void }) {
  return (
    <Card>
      <CardHead title="Labour and parts">
        <Button size="sm" variant="ghost" onClick={onOneAmount}>
          Enter one amount
        </Button>
      </CardHead>
      <Suspense fallback={<Skeleton className="m-4 h-40" />}>
        <NewJobLines />
      </Suspense>
    </Card>
  )
}

interface MoneyCardProps {
  isByLines: boolean
  onLines: () => void
  /** The estimate is to follow, or is known after all. */
  onFollow: (isToFollow: boolean) => void
}

/** The estimate, what is paid of it now, and when the car is to be ready. */
export function MoneyCard({ isByLines, onLines, onFollow }: MoneyCardProps) {
  const { register, watch, setValue, formState } = useFormContext<NewJobText>()
  const { decimals, today } = useFormats()
  const country = useCountry()
  const typed = watch()
  const advance = readAdvance(typed, decimals, isByLines)
  return (
    <Card className="lg:col-start-2 lg:row-start-1">
      <CardHead title="Money and time" />
      <div className="space-y-4 p-4">
        {isByLines ? (
          <p className="flex justify-between gap-4 text-sm">
            <span className="font-medium">Estimate</span>
            <span className="text-muted">From labour and parts</span>
          </p>
        ) : typed.estimate_to_follow ? (
          <div className="flex min-h-11 items-center justify-between gap-4 text-sm">
            <span className="font-medium">Estimate to follow</span>
            <Button size="sm" variant="ghost" onClick={() => onFollow(false)}>
              Enter it now
            </Button>
          </div>
        ) : (
          <div>
            <EstimateField />
            <div className="mt-1 flex flex-wrap gap-2">
              <Button size="sm" variant="outline" onClick={() => onFollow(true)}>
                Not known yet
              </Button>
              <Button size="sm" variant="ghost" onClick={onLines}>
                Enter labour and parts
              </Button>
            </div>
          </div>
        )}
        <Field label="Advance" optional error={formState.errors.advance_paid?.message ?? advance.wrong}>
          {(control) => <AmountInput {...control} {...register('advance_paid')} text={typed.advance_paid} />}
        </Field>
        {advance.amount !== null && (
          <Choice
            label="Paid by"
            value={typed.advance_method}
            options={methodOptions(country)}
            onChange={(method) => setValue('advance_method', method, { shouldDirty: true })}
          />
        )}
        <DaysField from={today()} />
        {advance.left !== null && (
          <p className="flex justify-between border-t pt-3 text-sm">
            <span className="text-muted">Left to pay</span>
            <Money amount={advance.left} />
          </p>
        )}
      </div>
    </Card>
  )
}

/** What few jobs need, folded away; open where something was typed into it. */
export function MoreCard({ isUsed }: { isUsed: boolean }) {
  const { register, formState } = useFormContext<NewJobText>()
  const { errors } = formState
  return (
    <details
      open={isUsed || [...MORE_FIELDS, 'customer_email' as const].some((field) => errors[field]) || undefined}
      className="group border bg-card"
    >
      <summary className="flex min-h-12 list-none items-center justify-between gap-4 px-4 [&::-webkit-details-marker]:hidden">
        <span>
          <span className="font-medium text-sm">More</span>
          <span className="ml-3 text-muted text-sm">E-mail, worker, parts, address, notes</span>
        </span>
        <ChevronDown className="size-4 text-muted group-open:rotate-180" aria-hidden />
      </summary>
      <div className="space-y-4 border-t p-4">
        <Field
          label="E-mail"
          optional
          error={errors.customer_email?.message}
          hint="For messages about the job, if you send them"
        >
          {(control) => (
            <Input {...control} {...register('customer_email')} type="email" autoComplete="off" />
          )}
        </Field>
        <MoreFields />
      </div>
    </details>
  )
}
