import type { UseFormRegisterReturn } from 'react-hook-form'
import { Field } from '@/components/field'
import { Input, Select } from '@/components/ui/input'
import { countryOf } from '@/domain/country'
import { CURRENCIES } from '@/lib/currencies'

interface SharedFieldProps {
  field: UseFormRegisterReturn
  error: string | undefined
  hint?: string | null | undefined
  className?: string
}

/** The number under which the garage pays tax, as its country calls it. */
export function TaxNumberField({
  field,
  currency,
  ...rest
}: SharedFieldProps & { currency: string; warning: string | null | undefined }) {
  return (
    <Field label={countryOf(currency).ownTaxNumber} optional {...rest}>
      {(control) => (
        <Input className="figure uppercase" autoComplete="off" spellCheck={false} {...control} {...field} />
      )}
    </Field>
  )
}

/** The currency of all amounts. */
export function CurrencyField({ field, ...rest }: SharedFieldProps) {
  return (
    <Field label="Currency" {...rest}>
      {(control) => (
        <Select {...control} {...field}>
          {CURRENCIES.map(({ code, name }) => (
            <option key={code} value={code}>{`${code} · ${name}`}</option>
          ))}
        </Select>
      )}
    </Field>
  )
}

/** Whether managers see the jobs of each other. */
export function ManagersSeeField({ field, ...rest }: SharedFieldProps) {
  return (
    <Field label="Managers see" hint="Cash always stays with who took it." {...rest}>
      {(control) => (
        <Select {...control} {...field}>
          <option value="all">All the garage’s jobs</option>
          <option value="own">Only their own jobs</option>
        </Select>
      )}
    </Field>
  )
}
