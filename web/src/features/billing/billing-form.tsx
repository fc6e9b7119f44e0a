import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Path } from 'react-hook-form'
import { toast } from 'sonner'
import { api, type Schemas, unwrap } from '@/api/client'
import { showProblem } from '@/api/form-problem'
import { useSubmission } from '@/api/use-submission'
import { Field, Notice } from '@/components/field'
import { Form } from '@/components/form'
import { Button } from '@/components/ui/button'
import { Choice } from '@/components/ui/choice'
import { Input, Textarea } from '@/components/ui/input'
import { shownDay } from '@/lib/days'
import { useSavedForm } from '@/lib/use-saved-form'
import { type Billing, billingQuery } from './queries'
import { type BillingText, billingSchema, changeOf, textOf } from './settings-form'

const NAME = 'billing'
const PRICES = [
  { value: 'include', label: 'Include tax' },
  { value: 'exclude', label: 'Tax is added' },
] as const
const ROUNDING = [
  { value: 'whole', label: 'Rounded' },
  { value: 'exact', label: 'To the paisa' },
] as const
const PREFIXES = [
  { name: 'invoice_prefix', label: 'Invoice' },
  { name: 'bill_prefix', label: 'Bill without GST' },
  { name: 'credit_note_prefix', label: 'Credit note' },
  { name: 'receipt_prefix', label: 'Receipt' },
  { name: 'refund_voucher_prefix', label: 'Refund voucher' },
] as const
const CODES = [
  { tax: 'labour_tax_rate_bp', taxLabel: 'Tax on labour, %', code: 'labour_sac', codeLabel: 'SAC of labour' },
  { tax: 'part_tax_rate_bp', taxLabel: 'Tax on parts, %', code: 'part_hsn', codeLabel: 'HSN of parts' },
] as const

interface BillingFormProps {
  workshopId: string
  currency: string
  billing: Billing
}

/** How the workshop bills: each change is in force from a day on. */
export function BillingForm({ workshopId, currency, billing }: BillingFormProps) {
  const client = useQueryClient()
  const { today, current } = billing
  const start = { ...textOf(current), effective_from: today }
  const { form, changed, isChanged, settle, undo } = useSavedForm({
    name: NAME,
    resolver: zodResolver(billingSchema),
    saved: start,
    beside: ['effective_from'],
  })
  const [refusal, setRefusal] = useState<string | null>(null)
  const { register, setValue, formState } = form
  const { errors } = formState
  const typed = form.watch()
  const isLater = typed.effective_from > today

  const { submit, state, renew } = useSubmission({
    name: NAME,
    send: (body: Schemas['BillingChange'], key) =>
      unwrap(
        api.POST('/api/workshops/{workshop_id}/billing', {
          params: { path: { workshop_id: workshopId }, header: { 'Idempotency-Key': key } },
          body,
        }),
      ),
    onDone: (_, { effective_from: from }) => {
      toast.success(from ? `Saved, starts on ${shownDay(from, today)}` : 'Billing settings saved')
      // What starts on a later day does not stand in the boxes until then.
      settle(from ? start : form.getValues())
      void client.invalidateQueries({ queryKey: billingQuery.queryKey }).finally(renew)
    },
    onRefused: (problem) => {
      setRefusal(
        problem.code === 'idempotency_key_reused'
          ? 'Your earlier try was saved after all. Check the changes below.'
          : showProblem(form, problem),
      )
      if (problem.status === 409) void client.invalidateQueries({ queryKey: billingQuery.queryKey })
    },
  })
  const send = form.handleSubmit((read) => {
    setRefusal(null)
    return submit(
      changeOf(
        read,
        changed.filter((name) => name !== 'effective_from'),
        today,
      ),
    )
  })
  const text = (
    name: Exclude<Path<BillingText>, 'prices_include_tax' | 'round_totals'>,
    label: string,
    more = '',
  ) => (
    <Field key={name} label={label} error={errors[name]?.message}>
      {(control) => (
        <Input
          {...control}
          {...register(name)}
          autoComplete="off"
          spellCheck={false}
          className={`figure ${more}`}
        />
      )}
    </Field>
  )
  return (
    <Form onSubmit={send} className="p-4">
      <fieldset disabled={state !== 'idle'} className="min-w-0 space-y-6">
        <legend className="sr-only">Billing</legend>
        <div className="grid gap-4 sm:grid-cols-2">
          <div>
            <p className="mb-1.5 font-medium text-sm">Prices of labour and parts</p>
            <Choice
              label="Prices of labour and parts"
              value={typed.prices_include_tax ? 'include' : 'exclude'}
              options={PRICES}
              onChange={(chosen) =>
                setValue('prices_include_tax', chosen === 'include', { shouldDirty: true })
              }
            />
          </div>
          <div>
            <p className="mb-1.5 font-medium text-sm">Totals</p>
            <Choice
              label="Totals"
              value={typed.round_totals ? 'whole' : 'exact'}
              options={currency === 'INR' ? ROUNDING : [ROUNDING[0], { ...ROUNDING[1], label: 'Exact' }]}
              onChange={(chosen) => setValue('round_totals', chosen === 'whole', { shouldDirty: true })}
            />
          </div>
        </div>
        <div className="grid grid-cols-2 gap-4">
          {CODES.map(({ tax, taxLabel, code, codeLabel }) => [
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
            text(code, codeLabel),
          ])}
        </div>
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
        <div className="grid gap-4 sm:grid-cols-2">
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
          <Field
            label="Starts on"
            error={errors.effective_from?.message}
            hint={
              isLater ? 'Until then the present settings apply.' : 'Documents already issued do not change.'
            }
          >
            {(control) => (
              <Input
                {...control}
                {...register('effective_from')}
                type="date"
                min={today}
                className="figure"
              />
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
      </fieldset>
      {state === 'unanswered' && (
        <Notice tone="warning" className="mt-4">
          No answer from the server yet. We keep trying; it cannot be recorded twice.
        </Notice>
      )}
      {refusal && <Notice className="mt-4">{refusal}</Notice>}
      <div className="mt-4 flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
        {isChanged && state === 'idle' && (
          <Button
            variant="ghost"
            onClick={() => {
              undo()
              setRefusal(null)
            }}
          >
            Undo the changes
          </Button>
        )}
        <Button type="submit" variant="primary" disabled={!isChanged} busy={state !== 'idle'}>
          {isLater && isChanged ? `Save from ${shownDay(typed.effective_from, today)}` : 'Save'}
        </Button>
      </div>
    </Form>
  )
}
