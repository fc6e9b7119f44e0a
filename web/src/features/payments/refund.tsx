import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { api, type Schemas, unwrap } from '@/api/client'
import { showProblem } from '@/api/form-problem'
import { useSubmission } from '@/api/use-submission'
import { AmountInput } from '@/components/amount-input'
import { Field } from '@/components/field'
import { RepeatedNotice } from '@/components/repeated-notice'
import { SubmissionDialog } from '@/components/submission-dialog'
import { Choice } from '@/components/ui/choice'
import { Input, Textarea } from '@/components/ui/input'
import { offerUndo } from '@/components/undo'
import { useCountry, useFormats } from '@/domain/formats'
import type { JobDetail } from '@/domain/jobs'
import { METHOD_WORDS, METHODS, type Method, methodOptions } from '@/domain/payment-labels'
import { refreshMoney } from '@/domain/refresh'
import { readAmount, typedAmount } from '@/lib/amount'
import { amountUpTo, optional, required } from '@/lib/schema'
import { useKeptForm } from '@/lib/use-kept-form'
import { z } from '@/lib/zod'
import { refundName } from './refund-name'
import { cancelUndone } from './undo-payment'

type Job = Pick<JobDetail, 'id' | 'vehicle_number' | 'total_paid'>

/** Records money that goes back to the customer, exactly once. */
export default function Refund({ job, onClose }: { job: Job; onClose: () => void }) {
  const { decimals, money } = useFormats()
  const country = useCountry()
  const { form, submission, refusal, submit } = useRefundForm(job, onClose)
  const { errors } = form.formState
  const typed = form.watch()
  const reading = readAmount(typed.amount, decimals)
  const paid = job.total_paid
  return (
    <SubmissionDialog
      title={`Refund, ${job.vehicle_number}`}
      description="Money that goes back to the customer. It is outstanding again until the estimate is lowered."
      state={submission.state}
      refusal={refusal}
      action={reading.ok && reading.amount > 0 ? `Refund ${money(reading.amount)}` : 'Refund'}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label="Amount" error={errors.amount?.message} hint={`Of ${money(paid)} paid`}>
        {(control) => <AmountInput {...control} {...form.register('amount')} text={typed.amount} />}
      </Field>
      <Choice
        label="Method"
        value={typed.method}
        options={methodOptions(country)}
        onChange={(method) => form.setValue('method', method)}
      />
      {typed.method !== 'cash' && (
        <Field label="Reference" optional error={errors.reference?.message}>
          {(control) => <Input {...control} {...form.register('reference')} autoComplete="off" />}
        </Field>
      )}
      <Field label="Reason" error={errors.reason?.message} hint="The owner reads this.">
        {(control) => <Textarea rows={2} maxLength={500} {...control} {...form.register('reason')} />}
      </Field>
      {submission.repeated && <RepeatedNotice repeated={submission.repeated} another="Refund another" />}
    </SubmissionDialog>
  )
}

/** What is typed of a refund, and how it is recorded exactly once. */
function useRefundForm(job: Job, onClose: () => void) {
  const client = useQueryClient()
  const { decimals, money } = useFormats()
  const [refusal, setRefusal] = useState<string | null>(null)
  const paid = job.total_paid
  const schema = useMemo(
    () =>
      z.object({
        amount: amountUpTo(paid, decimals, `Only ${money(paid)} is paid on this job.`),
        method: z.enum(Object.keys(METHODS) as [Method, ...Method[]]),
        reference: optional(120),
        reason: required('the reason', 500),
      }),
    [decimals, paid, money],
  )
  const name = refundName(job.id)
  const { form, forget } = useKeptForm({
    name,
    resolver: zodResolver(schema),
    proposed: {
      amount: typedAmount(paid, decimals),
      method: 'cash' as Method,
      reference: '',
      reason: '',
    },
  })
  const done = () => {
    forget()
    onClose()
    void refreshMoney(client)
  }
  const submission = useSubmission({
    name,
    send: (body: Schemas['RefundCreate'], key) =>
      unwrap(api.POST('/api/refunds', { params: { header: { 'Idempotency-Key': key } }, body })),
    onDone: ({ id }, { amount, method }) => {
      const what = `${money(amount)} ${METHOD_WORDS[method]}`
      offerUndo({
        said: `${what} refunded`,
        about: job.vehicle_number,
        undone: `${what} counts as paid again`,
        undo: () => cancelUndone(id).finally(() => refreshMoney(client)),
      })
      done()
    },
    onRefused: (problem) => {
      void refreshMoney(client)
      setRefusal(showProblem(form, problem))
    },
    onSame: done,
  })
  const submit = form.handleSubmit((values) => {
    setRefusal(null)
    const reference = values.method === 'cash' ? null : values.reference
    return submission.submit({ ...values, reference, job_id: job.id, repeat: false })
  })
  return { form, submission, refusal, submit }
}
