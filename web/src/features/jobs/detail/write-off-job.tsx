import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { toast } from 'sonner'
import { api, type Schemas, unwrap } from '@/api/client'
import { showProblem } from '@/api/form-problem'
import { useSubmission } from '@/api/use-submission'
import { AmountInput } from '@/components/amount-input'
import { Field } from '@/components/field'
import { SubmissionDialog } from '@/components/submission-dialog'
import { Textarea } from '@/components/ui/input'
import { useFormats } from '@/domain/formats'
import type { JobDetail } from '@/domain/jobs'
import { refreshMoney } from '@/domain/refresh'
import { readAmount, typedAmount } from '@/lib/amount'
import { amountUpTo, required } from '@/lib/schema'
import { useKeptForm } from '@/lib/use-kept-form'
import { z } from '@/lib/zod'
import { writeOffName } from './drafts'

/** Writes off what is outstanding on a job and will never be paid. */
export default function WriteOffJob({ job, onClose }: { job: JobDetail; onClose: () => void }) {
  const { decimals, money } = useFormats()
  const { form, submission, refusal, submit } = useWriteOff(job, onClose)
  const { errors } = form.formState
  const owed = job.remaining_amount
  const amount = form.watch('amount')
  const reading = readAmount(amount, decimals)
  return (
    <SubmissionDialog
      title={`Write off, ${job.vehicle_number}`}
      description="Money that the customer will never pay. This cannot be taken back."
      state={submission.state}
      refusal={refusal}
      repeated={submission.repeated}
      another="Write off again"
      action={reading.ok && reading.amount > 0 ? `Write off ${money(reading.amount)}` : 'Write off'}
      variant="danger"
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label="Amount" error={errors.amount?.message} hint={`Of ${money(owed)} outstanding`}>
        {(control) => <AmountInput {...control} {...form.register('amount')} text={amount} />}
      </Field>
      <Field label="Reason" error={errors.reason?.message}>
        {(control) => <Textarea rows={2} maxLength={500} {...control} {...form.register('reason')} />}
      </Field>
    </SubmissionDialog>
  )
}

/** What is typed of a write-off, and how it is recorded exactly once. */
function useWriteOff(job: JobDetail, onClose: () => void) {
  const client = useQueryClient()
  const { decimals, money } = useFormats()
  const [refusal, setRefusal] = useState<string | null>(null)
  const owed = job.remaining_amount
  const schema = useMemo(
    () =>
      z.object({
        amount: amountUpTo(owed, decimals, `Only ${money(owed)} is outstanding.`),
        reason: required('the reason', 500),
      }),
    [decimals, owed, money],
  )
  const name = writeOffName(job.id)
  const { form, forget } = useKeptForm({
    name,
    resolver: zodResolver(schema),
    proposed: { amount: typedAmount(owed, decimals), reason: '' },
  })
  const submission = useSubmission({
    name,
    send: (body: Schemas['WriteOff'], key) =>
      unwrap(
        api.POST('/api/jobs/{job_id}/write-off', {
          params: { path: { job_id: job.id }, header: { 'Idempotency-Key': key } },
          body,
        }),
      ),
    onDone: (done) => {
      toast.success(`${money(done.amount)} written off`)
      forget()
      onClose()
      void refreshMoney(client)
    },
    onSame: () => {
      forget()
      onClose()
    },
    onRefused: (problem) => {
      void refreshMoney(client)
      setRefusal(showProblem(form, problem))
    },
  })
  const submit = form.handleSubmit((values) => {
    setRefusal(null)
    return submission.submit({ ...values, repeat: false })
  })
  return { form, submission, refusal, submit }
}
