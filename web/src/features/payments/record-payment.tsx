import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { useForm } from 'react-hook-form'
import { toast } from 'sonner'
import { api, type Schemas, unwrap } from '@/api/client'
import { showProblem } from '@/api/form-problem'
import type { Problem } from '@/api/problem'
import { isUnderWay, unansweredOf, useSubmission } from '@/api/use-submission'
import { AmountInput } from '@/components/amount-input'
import { Field, Notice } from '@/components/field'
import { Form } from '@/components/form'
import { RepeatedNotice } from '@/components/repeated-notice'
import { Button } from '@/components/ui/button'
import { Choice } from '@/components/ui/choice'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Input } from '@/components/ui/input'
import { useFormats } from '@/domain/formats'
import { type JobDetail, jobQuery } from '@/domain/jobs'
import {
  METHOD_OPTIONS,
  METHOD_WORDS,
  METHODS,
  type Method,
  PAYMENT_TYPES,
  type PaymentType,
} from '@/domain/payment-labels'
import { useCan } from '@/domain/permissions'
import { refreshMoney } from '@/domain/refresh'
import { UpiCode } from '@/features/billing/upi-code'
import { readAmount, typedAmount } from '@/lib/amount'
import { amountText, optional } from '@/lib/schema'
import { draftOf, useDraft } from '@/lib/use-draft'
import { z } from '@/lib/zod'
import { paymentName } from './payment-draft'

type Body = Schemas['PaymentCreate']

const TYPE_OPTIONS = (Object.keys(PAYMENT_TYPES) as PaymentType[]).map((value) => ({
  value,
  label: PAYMENT_TYPES[value],
}))
const TYPES = Object.keys(PAYMENT_TYPES) as [PaymentType, ...PaymentType[]]

function paymentSchema(decimals: number, outstanding: number, shownOutstanding: string) {
  return z.object({
    amount: amountText({
      decimals,
      min: 1 / 10 ** decimals,
      max: { amount: outstanding, why: tooMuch(shownOutstanding) },
    }),
    method: z.enum(Object.keys(METHODS) as [Method, ...Method[]]),
    // Null until a person says otherwise than what follows from the amount.
    payment_type: z.enum(TYPES).nullable(),
    reference: optional(120),
    notes: optional(500),
  })
}

function tooMuch(shownOutstanding: string): string {
  return `Only ${shownOutstanding} is outstanding on this job.`
}

interface RecordPaymentProps {
  job: JobDetail
  open: boolean
  onClose: () => void
  onReopen: () => void
  /** Whether a payment was sent and is not answered: then this stays mounted, open or not, and keeps trying. */
  onWaiting: (isWaiting: boolean) => void
}

/** Records what a customer pays, exactly once. */
export default function RecordPayment({ job, open, onClose, onReopen, onWaiting }: RecordPaymentProps) {
  const client = useQueryClient()
  const canReview = useCan('payments:review')
  const { decimals, money } = useFormats()
  const name = paymentName(job.id)
  const outstanding = job.remaining_amount
  const schema = useMemo(
    () => paymentSchema(decimals, outstanding, money(outstanding)),
    [decimals, outstanding, money],
  )
  const [startValues] = useState(() => {
    const sent = unansweredOf<Body>(name)
    return draftOf(name, {
      amount: typedAmount(sent?.amount ?? outstanding, decimals),
      method: sent?.method ?? ('cash' as Method),
      payment_type: null as PaymentType | null,
      reference: sent?.reference ?? '',
      notes: sent?.notes ?? '',
    })
  })
  const form = useForm({ resolver: zodResolver(schema), defaultValues: startValues, mode: 'onTouched' })
  useDraft(name, form)
  const [notice, setNotice] = useState<string | null>(null)

  const refused = (problem: Problem) => {
    onReopen()
    if (problem.code === 'idempotency_key_reused') {
      setNotice(
        'Your earlier try was recorded after all. Check the payments of this job before you record more.',
      )
    } else if (problem.code === 'more_than_outstanding') {
      const { outstanding_amount: now } = problem.extra
      if (typeof now === 'number') {
        client.setQueryData(
          jobQuery(job.id).queryKey,
          (known) => known && { ...known, remaining_amount: now },
        )
      }
      form.setError('amount', { type: 'server', message: problem.message }, { shouldFocus: true })
    } else {
      setNotice(showProblem(form, problem))
    }
    if (problem.status === 409 || problem.status === 422) void refreshMoney(client)
  }
  const { submit, state, repeated } = useSubmission({
    name,
    send: (body: Body, key) =>
      unwrap(api.POST('/api/payments', { params: { header: { 'Idempotency-Key': key } }, body })),
    onDone: (_, { amount, method = 'cash' }) => {
      toast.success(`${money(amount)} ${METHOD_WORDS[method]} recorded`)
      onClose()
      void refreshMoney(client)
    },
    onRefused: refused,
    onSame: () => {
      onClose()
      void refreshMoney(client)
    },
  })
  const isWaiting = isUnderWay(state)
  useEffect(() => onWaiting(isWaiting), [isWaiting, onWaiting])

  const typed = form.watch()
  const reading = readAmount(typed.amount, decimals)
  const paysAll = reading.ok && reading.amount >= outstanding
  const type = typed.payment_type ?? (paysAll ? 'final' : 'partial')
  const isTooMuch = reading.ok && reading.amount > outstanding
  const { errors } = form.formState
  const send = form.handleSubmit((payment) => {
    setNotice(null)
    const reference = payment.method === 'cash' ? null : payment.reference
    return submit({ ...payment, job_id: job.id, payment_type: type, reference, repeat: false })
  })
  const offer = (amount: number) =>
    form.setValue('amount', typedAmount(amount, decimals), { shouldDirty: true, shouldValidate: true })
  const half = Math.round((outstanding / 2) * 10 ** decimals) / 10 ** decimals
  const canRecord = outstanding > 0 && job.status !== 'closed'

  return (
    <Dialog open={open} onOpenChange={(now) => !now && onClose()}>
      <DialogContent
        title="Record payment"
        description={`${job.customer_name}, ${job.vehicle_number}`}
        onOpenAutoFocus={(event) => {
          // On a phone the keyboard would hide the buttons that are enough for most payments.
          event.preventDefault()
          const hasKeyboard = window.matchMedia('(pointer: fine)').matches
          if (canRecord && !isWaiting && hasKeyboard) form.setFocus('amount', { shouldSelect: true })
          else if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus()
        }}
      >
        {state === 'unanswered' ? (
          <Unanswered body={unansweredOf<Body>(name)} onClose={onClose} />
        ) : !canRecord && state === 'idle' ? (
          <>
            <Notice tone={notice ? 'danger' : 'info'}>
              {notice ?? 'Nothing is outstanding on this job.'}
            </Notice>
            <Button className="mt-4 w-full" onClick={onClose}>
              Close
            </Button>
          </>
        ) : (
          <Form onSubmit={send}>
            <fieldset disabled={state !== 'idle'} className="min-w-0 space-y-4">
              <Field
                label="Amount"
                error={isTooMuch ? tooMuch(money(outstanding)) : errors.amount?.message}
                hint={
                  reading.ok && !isTooMuch
                    ? paysAll
                      ? 'Pays everything that is outstanding.'
                      : `Leaves ${money(outstanding - reading.amount)} outstanding.`
                    : undefined
                }
              >
                {(control) => (
                  <AmountInput
                    {...control}
                    {...form.register('amount')}
                    text={typed.amount}
                    onFocus={(event) => event.target.select()}
                    className="figure h-14 pr-28 text-2xl fine:h-14 fine:text-2xl"
                  />
                )}
              </Field>
              <div className="flex gap-2">
                <Button size="sm" className="flex-1" onClick={() => offer(outstanding)}>
                  All <span className="figure">{money(outstanding)}</span>
                </Button>
                <Button size="sm" className="flex-1" onClick={() => offer(half)}>
                  Half <span className="figure">{money(half)}</span>
                </Button>
              </div>
              <div>
                <p className="mb-1.5 font-medium text-sm">Paid by</p>
                <Choice
                  label="Paid by"
                  value={typed.method}
                  options={METHOD_OPTIONS}
                  onChange={(method) => form.setValue('method', method, { shouldDirty: true })}
                />
              </div>
              {typed.method === 'upi' && reading.ok && reading.amount > 0 && !isTooMuch && (
                <UpiCode jobId={job.id} amount={reading.amount} />
              )}
              {typed.method !== 'cash' && (
                <Field label="Reference" optional error={errors.reference?.message}>
                  {(control) => (
                    <Input
                      {...control}
                      {...form.register('reference')}
                      autoComplete="off"
                      className="figure"
                      placeholder={typed.method === 'upi' ? 'UPI transaction number' : undefined}
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
                  onChange={(chosen) => form.setValue('payment_type', chosen, { shouldDirty: true })}
                />
              </div>
              <Field label="Notes" optional error={errors.notes?.message}>
                {(control) => <Input {...control} {...form.register('notes')} autoComplete="off" />}
              </Field>
            </fieldset>
            {notice && <Notice className="mt-4">{notice}</Notice>}
            {repeated ? (
              <RepeatedNotice repeated={repeated} another="Record another" className="mt-5" />
            ) : (
              <Button
                type="submit"
                variant="primary"
                size="lg"
                busy={state !== 'idle'}
                className="mt-5 w-full"
              >
                {reading.ok && reading.amount > 0
                  ? `Record ${money(reading.amount)} ${METHOD_WORDS[typed.method]}`
                  : 'Record payment'}
              </Button>
            )}
            <p className="mt-3 text-center text-muted text-xs">
              {canReview
                ? 'Payments you record yourself are confirmed at once.'
                : typed.method === 'cash'
                  ? 'It is added to your cash in hand until you hand it over.'
                  : 'The owner is asked to confirm it.'}
            </p>
          </Form>
        )}
      </DialogContent>
    </Dialog>
  )
}

function Unanswered({ body, onClose }: { body: Body | null; onClose: () => void }) {
  const { money } = useFormats()
  return (
    <>
      {body && (
        <p className="mb-4">
          <span className="figure block text-3xl">{money(body.amount)}</span>
          <span className="text-muted text-sm">
            {METHODS[body.method ?? 'cash']}
            {body.reference && ` · ${body.reference}`}
          </span>
        </p>
      )}
      <Notice tone="warning">
        No answer from the server yet. We keep trying; it cannot be recorded twice. Keep this page open until
        it is recorded.
      </Notice>
      <Button className="mt-4 w-full" onClick={onClose}>
        Back to the job
      </Button>
    </>
  )
}
