import { FormProvider } from 'react-hook-form'
import { Notice } from '@/components/field'
import { Form } from '@/components/form'
import { Button } from '@/components/ui/button'
import { shownDay } from '@/lib/days'
import { PrefixFields, PriceFields, TaxFields, TermsFields } from './billing-fields'
import type { Billing } from './queries'
import { useBillingForm } from './use-billing-form'

interface BillingFormProps {
  workshopId: string
  currency: string
  billing: Billing
}

/** How the workshop bills: each change is in force from a day on. */
export function BillingForm({ workshopId, currency, billing }: BillingFormProps) {
  const { form, isChanged, state, refusal, send, undo } = useBillingForm(workshopId, billing)
  const { today } = billing
  const from = form.watch('effective_from')
  return (
    <FormProvider {...form}>
      <Form onSubmit={send} className="p-4">
        <fieldset disabled={state !== 'idle'} className="min-w-0 space-y-6">
          <legend className="sr-only">Billing</legend>
          <PriceFields currency={currency} />
          <TaxFields currency={currency} />
          <PrefixFields />
          <TermsFields currency={currency} today={today} />
        </fieldset>
        {state === 'unanswered' && (
          <Notice tone="warning" className="mt-4">
            No answer from the server yet. We keep trying; it cannot be recorded twice.
          </Notice>
        )}
        {refusal && <Notice className="mt-4">{refusal}</Notice>}
        <div className="mt-4 flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
          {isChanged && state === 'idle' && (
            <Button variant="ghost" onClick={undo}>
              Undo the changes
            </Button>
          )}
          <Button type="submit" variant="primary" disabled={!isChanged} busy={state !== 'idle'}>
            {from > today && isChanged ? `Save from ${shownDay(from, today)}` : 'Save'}
          </Button>
        </div>
      </Form>
    </FormProvider>
  )
}
