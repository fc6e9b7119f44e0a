import { ChevronDown } from 'lucide-react'
import { useFormContext } from 'react-hook-form'
import { Field } from '@/components/field'
import { Input, Select } from '@/components/ui/input'
import { useCountry, useFormats } from '@/domain/formats'
import { useLook } from '@/domain/use-look'
import type { JobText } from './job-form'
import { STATES } from './states'

/** What only the invoice of a customer with a tax number needs; folded away for all others. */
export function InvoiceDetails({ fixedBy }: { fixedBy: string | null }) {
  const {
    register,
    watch,
    formState: { errors, defaultValues },
  } = useFormContext<JobText>()
  const { isIndia, taxNumber } = useCountry()
  const look = useLook({ currency: useFormats().currency, gst_number: watch('customer_gst_number') })
  const isUsed = Boolean(defaultValues?.customer_gst_number || defaultValues?.place_of_supply)
  const hasError = Boolean(errors.customer_gst_number || errors.place_of_supply)
  return (
    <details open={isUsed || hasError || undefined} className="group border">
      <summary className="flex min-h-11 list-none items-center justify-between gap-4 px-3 text-sm fine:min-h-9 [&::-webkit-details-marker]:hidden">
        <span>
          <span className="font-medium">Invoice details</span>
          <span className="ml-3 text-muted">
            Customer’s {taxNumber}
            {isIndia && ', place of supply'}
          </span>
        </span>
        <ChevronDown className="size-4 shrink-0 text-muted group-open:rotate-180" aria-hidden />
      </summary>
      <fieldset disabled={fixedBy !== null} className="border-t p-3">
        <legend className="sr-only">For the invoice</legend>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            label={taxNumber}
            optional
            error={errors.customer_gst_number?.message}
            warning={look.gst_number}
            hint={look.state && `Registered in ${look.state}.`}
          >
            {(control) => (
              <Input
                {...control}
                {...register('customer_gst_number')}
                autoCapitalize="characters"
                autoComplete="off"
                spellCheck={false}
                className="figure uppercase"
              />
            )}
          </Field>
          {isIndia && (
            <Field label="Place of supply" optional error={errors.place_of_supply?.message}>
              {(control) => (
                <Select {...control} {...register('place_of_supply')}>
                  <option value="">By GSTIN, else the garage’s state</option>
                  {STATES.map(({ code, name }) => (
                    <option key={code} value={code}>{`${name} (${code})`}</option>
                  ))}
                </Select>
              )}
            </Field>
          )}
        </div>
        {fixedBy && <p className="mt-3 text-muted text-xs">{fixedBy}</p>}
      </fieldset>
    </details>
  )
}
