import { useFormContext } from 'react-hook-form'
import { Field } from '@/components/field'
import { Input, Textarea } from '@/components/ui/input'
import type { JobText } from './job-form'

/** What a few jobs need and most do not. */
export function MoreFields() {
  const {
    register,
    formState: { errors },
  } = useFormContext<JobText>()
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
