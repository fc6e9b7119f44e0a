import { FormProvider, useFormContext } from 'react-hook-form'
import { Field, Notice } from '@/components/field'
import { Form } from '@/components/form'
import { Button } from '@/components/ui/button'
import { Input, Select, Textarea } from '@/components/ui/input'
import { useLook } from '@/domain/use-look'
import type { Workshop } from '@/domain/workshop'
import { TIMEZONES } from '@/lib/time-zones'
import { CountingField } from './counting-field'
import { CurrencyField, ManagersSeeField, TaxNumberField } from './shared-fields'
import { useWorkshopForm, type WorkshopText } from './use-workshop-form'

const ZONES = Intl.supportedValuesOf('timeZone')

/** The owner's form for the workshop. */
export function WorkshopForm({ workshop }: { workshop: Workshop }) {
  const { form, isChanged, undo, refusal, isStale, submit, seeTheirs, keepMine } = useWorkshopForm(workshop)
  const { isSubmitting } = form.formState
  return (
    <FormProvider {...form}>
      <Form onSubmit={submit} className="p-4">
        <fieldset disabled={isSubmitting} className="space-y-4">
          <legend className="sr-only">Workshop</legend>
          {refusal && <Notice>{refusal}</Notice>}
          {isStale && (
            <Notice tone="warning">
              <p>These details were changed on another device. What you typed is not saved yet.</p>
              <div className="mt-3 flex flex-wrap gap-2">
                <Button size="sm" variant="outline" onClick={() => void seeTheirs()}>
                  Use the other change
                </Button>
                <Button records size="sm" variant="outline" onClick={() => void keepMine()}>
                  Save mine
                </Button>
              </div>
            </Notice>
          )}
          <WorkshopFields timezone={workshop.timezone} />
          <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            {isChanged && (
              <Button variant="ghost" onClick={undo}>
                Undo the changes
              </Button>
            )}
            <Button type="submit" variant="primary" disabled={!isChanged} busy={isSubmitting}>
              Save
            </Button>
          </div>
        </fieldset>
      </Form>
    </FormProvider>
  )
}

function WorkshopFields({ timezone }: { timezone: string }) {
  const { register, setValue, watch, formState } = useFormContext<WorkshopText>()
  const { errors } = formState
  const otherZones = [...new Set([timezone, ...ZONES])].filter(
    (zone) => !TIMEZONES.some((likely) => likely === zone),
  )
  const look = useLook(watch())
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label="Name" error={errors.name?.message}>
        {(control) => <Input autoComplete="organization" {...control} {...register('name')} />}
      </Field>
      <Field label="Phone" error={errors.phone?.message} warning={look.phone}>
        {(control) => (
          <Input type="tel" autoComplete="tel" className="figure" {...control} {...register('phone')} />
        )}
      </Field>
      <Field label="Address" optional error={errors.address?.message} className="sm:col-span-2">
        {(control) => (
          <Textarea rows={2} autoComplete="street-address" {...control} {...register('address')} />
        )}
      </Field>
      <TaxNumberField
        field={register('gst_number')}
        currency={watch('currency')}
        error={errors.gst_number?.message}
        warning={look.gst_number}
        hint={
          look.state ? `Printed on every invoice. Registered in ${look.state}.` : 'Printed on every invoice.'
        }
        className="sm:col-span-2"
      />
      <CurrencyField
        field={register('currency')}
        error={errors.currency?.message}
        hint="Cannot change once money is recorded. Limits and prices that you have set keep their figures."
      />
      <Field label="Time zone" error={errors.timezone?.message} hint="Where a day begins and ends.">
        {(control) => (
          <Select {...control} {...register('timezone')}>
            <optgroup label="Common">{TIMEZONES.map(zoneOption)}</optgroup>
            <optgroup label="All">{otherZones.map(zoneOption)}</optgroup>
          </Select>
        )}
      </Field>
      <ManagersSeeField
        field={register('managers_see')}
        error={errors.managers_see?.message}
        className="sm:col-span-2"
      />
      <CountingField
        isCounted={watch('blind_counts')}
        onChange={(isCounted) => setValue('blind_counts', isCounted, { shouldDirty: true })}
        className="sm:col-span-2"
      />
    </div>
  )
}

function zoneOption(zone: string) {
  return (
    <option key={zone} value={zone}>
      {zone.replaceAll('_', ' ')}
    </option>
  )
}
