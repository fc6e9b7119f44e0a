import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { useForm } from 'react-hook-form'
import { toast } from 'sonner'
import { api, type Schemas, unwrap } from '@/api/client'
import { showProblem } from '@/api/form-problem'
import type { Problem } from '@/api/problem'
import { useSubmission } from '@/api/use-submission'
import { AmountInput } from '@/components/amount-input'
import { Field, Notice } from '@/components/field'
import { Form } from '@/components/form'
import { RepeatedNotice } from '@/components/repeated-notice'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { Textarea } from '@/components/ui/input'
import { useFormats } from '@/domain/formats'
import { refreshMoney } from '@/domain/refresh'
import { readAmount } from '@/lib/amount'
import { amountText, optional } from '@/lib/schema'
import { draftOf, useDraft } from '@/lib/use-draft'
import { z } from '@/lib/zod'
import { CashJobs } from './cash-jobs'
import type { Cash } from './queries'
import { tickedJobs, tickedSum } from './ticked'

const DRAFT = 'settlement'
const MAX_JOBS = 500
const EMPTY = { amount: '', isTyped: false, unticked: [] as string[], notes: '' }

/** Cash goes to the owner: all that is in hand, or what of it is ticked or typed. */
export function SettleForm({ cash }: { cash: Cash }) {
  const client = useQueryClient()
  const { decimals, money } = useFormats()
  const [refusal, setRefusal] = useState<string | null>(null)
  const { available } = cash
  const schema = useMemo(
    () =>
      z.object({
        amount: amountText({
          decimals,
          min: 10 ** -decimals,
          max: { amount: available, why: `You can hand over at most ${money(available)}.` },
        }),
        isTyped: z.boolean(),
        unticked: z.array(z.string()),
        notes: optional(),
      }),
    [decimals, available, money],
  )
  const form = useForm({ resolver: zodResolver(schema), defaultValues: draftOf(DRAFT, EMPTY) })
  const forget = useDraft(DRAFT, form)
  const { errors } = form.formState
  const [amount, isTyped, unticked] = form.watch(['amount', 'isTyped', 'unticked'])
  const sum = tickedSum(cash, unticked, decimals)

  useEffect(() => {
    if (!isTyped) form.setValue('amount', sum > 0 ? String(sum) : '')
  }, [form, isTyped, sum])

  const submission = useSubmission({
    name: 'settlement',
    send: (body: Schemas['SettlementCreate'], key) =>
      unwrap(api.POST('/api/settlements', { body, params: { header: { 'Idempotency-Key': key } } })),
    onDone: (_, body) => {
      forget()
      form.reset(EMPTY)
      forget()
      toast.success(`${money(body.amount)} handed over`, {
        description: 'Waiting for owner.',
      })
      void goOn()
    },
    onSame: () => {
      forget()
      form.reset(EMPTY)
      forget()
      void goOn()
    },
    onRefused: (problem: Problem) => {
      void refreshMoney(client)
      if (problem.code === 'idempotency_key_reused') {
        setRefusal('Your earlier try was recorded already. It is in the history below.')
      } else if (problem.code === 'more_than_cash_in_hand') {
        form.setError('amount', { type: 'server', message: problem.message }, { shouldFocus: true })
      } else {
        setRefusal(showProblem(form, problem))
      }
    },
  })
  /** What is still in hand can be handed over as soon as it is known. */
  const goOn = () => refreshMoney(client).finally(submission.renew)
  const submit = form.handleSubmit((values) => {
    setRefusal(null)
    return submission.submit({
      amount: values.amount,
      job_ids: tickedJobs(cash, values.unticked).slice(0, MAX_JOBS),
      notes: values.notes,
      repeat: false,
    })
  })
  const isBusy = submission.state !== 'idle'
  const reading = readAmount(amount, decimals)
  const tick = (changed: string[]) => {
    form.setValue('unticked', changed)
    form.setValue('isTyped', false)
    form.clearErrors('amount')
  }
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
              {submission.state === 'unanswered' && (
                <Notice tone="warning">
                  No answer from the server yet. We keep trying; it cannot be recorded twice.
                </Notice>
              )}
              <Field
                label="Amount"
                error={errors.amount?.message}
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
                    `Of ${money(available)} you can hand over`
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
              <Field label="Notes" optional error={errors.notes?.message}>
                {(control) => <Textarea rows={2} {...control} {...form.register('notes')} />}
              </Field>
            </div>
          </Card>
        </fieldset>
        <div className="z-10 bg-background py-2 max-lg:sticky max-lg:bottom-(--bar) lg:py-0">
          {submission.repeated ? (
            <RepeatedNotice repeated={submission.repeated} another="Hand over again" />
          ) : (
            <Button type="submit" variant="primary" size="lg" className="w-full" busy={isBusy}>
              {reading.ok && reading.amount > 0 ? `Hand over ${money(reading.amount)}` : 'Hand over cash'}
            </Button>
          )}
        </div>
      </div>
    </Form>
  )
}
