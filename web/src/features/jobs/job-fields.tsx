import { useFormContext } from 'react-hook-form'
import { AmountInput } from '@/components/amount-input'
import { Field } from '@/components/field'
import { Input, Textarea } from '@/components/ui/input'
import { useCountry } from '@/domain/formats'
import { cn } from '@/lib/cn'
import { DaysChoice } from './days-choice'
import type { JobText } from './job-form'

// The fields of a job, each once: the page that takes one in and the dialog that changes one lay them out.

function useField() {
  const { register, watch, setValue, formState } = useFormContext<JobText & { advance_paid?: string }>()
  return { register, watch, setValue, errors: formState.errors, isSubmitted: formState.isSubmitted }
}

interface LookedAt {
  /** What looks odd about what is typed. */
  warning: string | null | undefined
}

export function PlateField({
  warning,
  isLarge,
  isOptional,
}: LookedAt & { isLarge?: boolean; isOptional?: boolean }) {
  const { register, errors } = useField()
  const { plate } = useCountry()
  return (
    <Field
      label="Vehicle number"
      optional={isOptional}
      error={errors.vehicle_number?.message}
      warning={warning}
    >
      {(control) => (
        <Input
          {...control}
          {...register('vehicle_number')}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          placeholder={plate}
          className={cn('figure uppercase placeholder:text-muted/40', isLarge && 'h-16 text-3xl')}
        />
      )}
    </Field>
  )
}

export function CustomerField() {
  const { register, errors } = useField()
  return (
    <Field label="Customer" error={errors.customer_name?.message}>
      {(control) => (
        <Input {...control} {...register('customer_name')} autoComplete="off" autoCapitalize="words" />
      )}
    </Field>
  )
}

export function PhoneField({ warning }: LookedAt) {
  const { register, errors } = useField()
  return (
    <Field label="Phone" error={errors.phone?.message} warning={warning}>
      {(control) => (
        <Input {...control} {...register('phone')} inputMode="tel" autoComplete="off" className="figure" />
      )}
    </Field>
  )
}

export function CarField() {
  const { register, errors } = useField()
  const country = useCountry()
  return (
    <Field label="Car" error={errors.car_model?.message}>
      {(control) => (
        <Input
          {...control}
          {...register('car_model')}
          autoComplete="off"
          autoCapitalize="words"
          placeholder={country.car}
        />
      )}
    </Field>
  )
}

export function WorkField() {
  const { register, errors } = useField()
  return (
    <Field label="Work to be done" error={errors.work_description?.message}>
      {(control) => <Textarea {...control} {...register('work_description')} rows={3} />}
    </Field>
  )
}

/** The estimate as one amount; `isFixed` where it follows from something else. */
export function EstimateField({ hint, isFixed = false }: { hint?: string | undefined; isFixed?: boolean }) {
  const { register, watch, errors } = useField()
  return (
    <Field label="Estimate" error={errors.estimated_amount?.message} hint={hint}>
      {(control) => (
        <AmountInput
          {...control}
          // An advance is looked at again when the estimate that it is part of changes.
          {...register('estimated_amount', { deps: ['advance_paid'] })}
          text={watch('estimated_amount')}
          readOnly={isFixed}
          className="figure pr-28 read-only:bg-raised read-only:text-muted"
        />
      )}
    </Field>
  )
}

/** In how many days the car is to be ready, counted from a day. */
export function DaysField({ from }: { from: string }) {
  const { watch, setValue, errors, isSubmitted } = useField()
  return (
    <DaysChoice
      value={watch('planned_completion_days')}
      onChange={(days) =>
        setValue('planned_completion_days', days, { shouldDirty: true, shouldValidate: isSubmitted })
      }
      error={errors.planned_completion_days?.message}
      from={from}
    />
  )
}

/** What a few jobs need and most do not. */
export function MoreFields() {
  const { register, errors } = useField()
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label="Worker" error={errors.worker_assigned?.message} optional>
        {(control) => <Input {...control} {...register('worker_assigned')} autoComplete="off" />}
      </Field>
      <Field label="Parts" error={errors.parts_required?.message} optional>
        {(control) => <Input {...control} {...register('parts_required')} autoComplete="off" />}
      </Field>
      <Field label="Address" error={errors.address?.message} optional className="sm:col-span-2">
        {(control) => <Input {...control} {...register('address')} autoComplete="off" />}
      </Field>
      <Field
        label="Internal notes"
        hint="Not for the customer."
        error={errors.internal_notes?.message}
        optional
        className="sm:col-span-2"
      >
        {(control) => <Textarea {...control} {...register('internal_notes')} />}
      </Field>
    </div>
  )
}
