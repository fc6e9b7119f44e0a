import { useFormContext } from 'react-hook-form'
import { AmountInput } from '@/components/amount-input'
import { Field } from '@/components/field'
import { Button } from '@/components/ui/button'
import { Choice } from '@/components/ui/choice'
import { Input } from '@/components/ui/input'
import { useCountry, useFormats } from '@/domain/formats'
import { methodOptions, PAYMENT_TYPES, TYPES } from '@/domain/payment-labels'
import { UpiCode } from '@/features/billing/upi-code'
import { typedAmount } from '@/lib/amount'
import { oddRrn, readRrn } from '@/lib/rrn'
import { type PaymentText, readPayment, tooMuch } from './use-payment-form'

const TYPE_OPTIONS = TYPES.map((value) => ({
  value,
  label: PAYMENT_TYPES[value],
}))

/** What is asked of a payment on a job. */
export function PaymentFields({ jobId, outstanding }: { jobId: string; outstanding: number | null }) {
  const { register, watch, setValue, formState } = useFormContext<PaymentText>()
  const { errors } = formState
  const { decimals, today } = useFormats()
  const country = useCountry()
  const typed = watch()
  // Said once the field is left, or twelve digits are there: not at the first of them.
  const isTyped = formState.touchedFields.reference || readRrn(typed.reference) !== null
  const odd = typed.method === 'upi' && isTyped ? oddRrn(typed.reference, today()) : null
  const { amount, isTooMuch, type } = readPayment(typed, outstanding, decimals)
  return (
    <>
      <AmountField outstanding={outstanding} />
      <div>
        <p className="mb-1.5 font-medium text-sm">Paid by</p>
        <Choice
          label="Paid by"
          value={typed.method}
          options={methodOptions(country)}
          onChange={(method) => setValue('method', method, { shouldDirty: true })}
        />
      </div>
      {typed.method === 'upi' && amount !== null && amount > 0 && !isTooMuch && (
        <UpiCode jobId={jobId} amount={amount} />
      )}
      {typed.method !== 'cash' && (
        <Field
          label={typed.method === 'upi' ? 'UPI reference' : 'Reference'}
          optional
          error={errors.reference?.message}
          warning={odd ?? undefined}
          hint={
            typed.method === 'upi' ? '12 digits on the customer’s screen: UTR, RRN or UPI Ref.' : undefined
          }
        >
          {(control) => (
            <Input
              {...control}
              {...register('reference')}
              autoComplete="off"
              className="figure"
              inputMode={typed.method === 'upi' ? 'numeric' : undefined}
              placeholder={typed.method === 'upi' ? '12 digits' : undefined}
            />
          )}
        </Field>
      )}
      <div>
        <p className="mb-1.5 font-medium text-sm">Kind of payment</p>
        <Choice
          label="Kind of payment"
          value={type}
          options={TYPE_OPTIONS}
          onChange={(chosen) => setValue('payment_type', chosen, { shouldDirty: true })}
        />
      </div>
      <Field label="Notes" optional error={errors.notes?.message}>
        {(control) => <Input {...control} {...register('notes')} autoComplete="off" />}
      </Field>
    </>
  )
}

/** The amount, what it leaves outstanding, and all or half of it at one press. */
function AmountField({ outstanding }: { outstanding: number | null }) {
  const { register, watch, setValue, formState } = useFormContext<PaymentText>()
  const { decimals, money } = useFormats()
  const typed = watch()
  const { amount, isTooMuch, paysAll } = readPayment(typed, outstanding, decimals)
  const offer = (offered: number) =>
    setValue('amount', typedAmount(offered, decimals), { shouldDirty: true, shouldValidate: true })
  const hint = paysAll
    ? 'Pays everything that is outstanding.'
    : amount !== null && outstanding !== null && `Leaves ${money(outstanding - amount)} outstanding.`
  return (
    <>
      <Field
        label="Amount"
        error={isTooMuch ? tooMuch(money(outstanding ?? 0)) : formState.errors.amount?.message}
        hint={outstanding === null ? 'An advance of any amount.' : (!isTooMuch && hint) || undefined}
      >
        {(control) => (
          <AmountInput
            {...control}
            {...register('amount')}
            text={typed.amount}
            onFocus={(event) => event.target.select()}
            className="figure h-14 pr-28 text-2xl"
          />
        )}
      </Field>
      {outstanding !== null && <Offers outstanding={outstanding} onOffer={offer} />}
    </>
  )
}

function Offers({ outstanding, onOffer }: { outstanding: number; onOffer: (offered: number) => void }) {
  const { decimals, money } = useFormats()
  const half = Math.round((outstanding / 2) * 10 ** decimals) / 10 ** decimals
  return (
    <div className="flex flex-wrap gap-2">
      <Button size="sm" className="min-w-max flex-1" onClick={() => onOffer(outstanding)}>
        All <span className="figure">{money(outstanding)}</span>
      </Button>
      <Button size="sm" className="min-w-max flex-1" onClick={() => onOffer(half)}>
        Half <span className="figure">{money(half)}</span>
      </Button>
    </div>
  )
}
