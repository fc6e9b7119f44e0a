import { useFormContext } from 'react-hook-form'
import { Field } from '@/components/field'
import { Choice } from '@/components/ui/choice'
import { Input, Textarea } from '@/components/ui/input'
import { countryOf } from '@/domain/country'
import type { BillingText } from './settings-form'

const PRICES = [
  { value: 'include', label: 'Include tax' },
  { value: 'exclude', label: 'Tax is added' },
] as const
const ROUNDING = [
  { value: 'whole', label: 'Rounded' },
  { value: 'exact', label: 'Exact' },
] as const
const PREFIXES = [
  { name: 'invoice_prefix', label: 'Invoice' },
  { name: 'bill_prefix', label: 'Bill without tax' },
  { name: 'credit_note_prefix', label: 'Credit note' },
  { name: 'receipt_prefix', label: 'Receipt' },
  { name: 'refund_voucher_prefix', label: 'Refund voucher' },
] as const
const TAXES = [
  {
    tax: 'labour_tax_rate_bp',
    taxLabel: 'Tax on labour, %',
    code: 'labour_sac',
    codeLabel: { india: 'SAC of labour', elsewhere: 'Code of labour' },
  },
  {
    tax: 'part_tax_rate_bp',
    taxLabel: 'Tax on parts, %',
    code: 'part_hsn',
    codeLabel: { india: 'HSN of parts', elsewhere: 'Code of parts' },
  },
] as const

function useField() {
  const { register, watch, setValue, formState } = useFormContext<BillingText & { effective_from: string }>()
  return { register, watch, setValue, errors: formState.errors }
}

/** Whether prices are with tax, and whether totals are rounded. */
export function PriceFields({ currency }: { currency: string }) {
  const { watch, setValue } = useField()
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <div>
        <p className="mb-1.5 font-medium text-sm">Prices of labour and parts</p>
        <Choice
          label="Prices of labour and parts"
          value={watch('prices_include_tax') ? 'include' : 'exclude'}
          options={PRICES}
          onChange={(chosen) => setValue('prices_include_tax', chosen === 'include', { shouldDirty: true })}
        />
      </div>
      <div>
        <p className="mb-1.5 font-medium text-sm">Totals</p>
        <Choice
          label="Totals"
          value={watch('round_totals') ? 'whole' : 'exact'}
          options={currency === 'INR' ? ROUNDING : [ROUNDING[0], { ...ROUNDING[1], label: 'Exact' }]}
          onChange={(chosen) => setValue('round_totals', chosen === 'whole', { shouldDirty: true })}
        />
      </div>
    </div>
  )
}

/** The usual rate of tax, and the code, of labour and of parts. */
export function TaxFields({ currency }: { currency: string }) {
  const { register, errors } = useField()
  const where = countryOf(currency).isIndia ? 'india' : 'elsewhere'
  return (
    <div className="grid grid-cols-2 gap-4">
      {TAXES.map(({ tax, taxLabel, code, codeLabel }) => [
        <Field key={tax} label={taxLabel} error={errors[tax]?.message}>
          {(control) => (
            <Input
              {...control}
              {...register(tax)}
              inputMode="decimal"
              autoComplete="off"
              className="figure text-right"
            />
          )}
        </Field>,
        <Field key={code} label={codeLabel[where]} error={errors[code]?.message}>
          {(control) => (
            <Input
              {...control}
              {...register(code)}
              autoComplete="off"
              spellCheck={false}
              className="figure"
            />
          )}
        </Field>,
      ])}
    </div>
  )
}

/** What the numbers of each kind of paper begin with. */
export function PrefixFields() {
  const { register, errors } = useField()
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium text-sm">Numbers begin with</legend>
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-4 sm:items-end">
        {PREFIXES.map(({ name, label }) => (
          <Field key={name} label={label} error={errors[name]?.message} className="[&_label]:font-normal">
            {(control) => (
              <Input
                {...control}
                {...register(name)}
                autoComplete="off"
                autoCapitalize="characters"
                spellCheck={false}
                maxLength={4}
                className="figure uppercase"
              />
            )}
          </Field>
        ))}
      </div>
    </fieldset>
  )
}

/** Where customers pay to, what is printed below, and from when all of it is in force. */
export function TermsFields({ currency, today }: { currency: string; today: string }) {
  const { register, watch, errors } = useField()
  const { isIndia } = countryOf(currency)
  const isLater = watch('effective_from') > today
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {isIndia && (
        <Field
          label="UPI address"
          optional
          error={errors.vpa?.message}
          hint="For the QR code that customers pay by: on papers, and when you record a payment."
        >
          {(control) => (
            <Input
              {...control}
              {...register('vpa')}
              inputMode="email"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              placeholder="garage@upi"
              className="figure"
            />
          )}
        </Field>
      )}
      <Field
        label="Starts on"
        error={errors.effective_from?.message}
        hint={isLater ? 'Until then the present settings apply.' : 'Documents already issued do not change.'}
      >
        {(control) => (
          <Input {...control} {...register('effective_from')} type="date" min={today} className="figure" />
        )}
      </Field>
      <Field
        label="Terms printed at the end of invoices"
        optional
        error={errors.terms?.message}
        className="sm:col-span-2"
      >
        {(control) => (
          <Textarea
            {...control}
            {...register('terms')}
            rows={2}
            placeholder="Goods once sold are not taken back."
          />
        )}
      </Field>
    </div>
  )
}
