import { AmountInput } from '@/components/amount-input'
import { Field, Notice } from '@/components/field'
import { Form } from '@/components/form'
import { SubmitButton } from '@/components/submit-button'
import { Card, CardHead } from '@/components/ui/card'
import { Textarea } from '@/components/ui/input'
import { useFormats } from '@/domain/formats'
import { readAmount } from '@/lib/amount'
import { CashJobs } from './cash-jobs'
import type { Cash } from './queries'
import { useSettleForm } from './use-settle-form'

/** Cash goes to the owner: all that is in hand, or what of it is ticked or typed. */
export function SettleForm({ cash }: { cash: Cash }) {
  const { decimals, money } = useFormats()
  const { form, amount, isTyped, unticked, sum, tick, refusal, submission, submit } = useSettleForm(cash)
  const isBusy = submission.state !== 'idle'
  const reading = readAmount(amount, decimals)
  const { onChange, ...amountField } = form.register('amount')
  return (
    <Form onSubmit={submit}>
      <div className="grid items-start gap-4 lg:grid-rows-[auto_1fr] lg:grid-cols-[minmax(0,1fr)_22rem]">
        <fieldset disabled={isBusy} className="contents">
          <legend className="sr-only">Hand over cash</legend>
          <div className="lg:row-span-2">
            <CashJobs cash={cash} unticked={unticked} onChange={tick} disabled={isBusy} />
          </div>
          <Card>
            <CardHead title="Hand over cash" />
            <div className="space-y-4 p-4">
              {refusal && <Notice>{refusal}</Notice>}
              <Field
                label="Amount"
                error={form.formState.errors.amount?.message}
                hint={
                  isTyped && reading.ok && reading.amount !== sum ? (
                    <button
                      type="button"
                      className="underline underline-offset-4"
                      onClick={() => tick(unticked)}
                    >
                      Use the ticked amount {money(sum)}
                    </button>
                  ) : (
                    `Of ${money(cash.available)} you can hand over`
                  )
                }
              >
                {(control) => (
                  <AmountInput
                    {...control}
                    {...amountField}
                    text={amount}
                    onChange={(event) => {
                      form.setValue('isTyped', true)
                      return onChange(event)
                    }}
                  />
                )}
              </Field>
              <Field label="Notes" optional error={form.formState.errors.notes?.message}>
                {(control) => <Textarea rows={2} {...control} {...form.register('notes')} />}
              </Field>
            </div>
          </Card>
        </fieldset>
        <div className="z-10 bg-background py-2 max-lg:sticky max-lg:bottom-(--bar) lg:py-0">
          <SubmitButton {...submission} another="Hand over again">
            {reading.ok && reading.amount > 0 ? `Hand over ${money(reading.amount)}` : 'Hand over cash'}
          </SubmitButton>
        </div>
      </div>
    </Form>
  )
}
