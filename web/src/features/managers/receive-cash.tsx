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
import { cashToReceive, type Member } from '@/domain/members'
import { refreshMoney } from '@/domain/refresh'
import { withPassword } from '@/features/auth/with-password'
import { readAmount, typedAmount } from '@/lib/amount'
import { amountUpTo, optional } from '@/lib/schema'
import { useKeptForm } from '@/lib/use-kept-form'
import { z } from '@/lib/zod'

/** What an attempt to receive a member's cash is kept under. */
export function receiptName(memberId: string): string {
  return `receive-cash:${memberId}`
}

/** Records cash that the owner got from a member who cannot hand it over in the app any more. */
export function ReceiveCash({ member, onClose }: { member: Member; onClose: () => void }) {
  const { decimals, money } = useFormats()
  const { form, submission, refusal, submit, close } = useReceiveForm(member, onClose)
  const { errors } = form.formState
  const held = cashToReceive(member)
  const amount = form.watch('amount')
  const reading = readAmount(amount, decimals)
  return (
    <SubmissionDialog
      title={`Cash from ${member.user.name}`}
      description="Count it first. This cannot be taken back."
      state={submission.state}
      refusal={refusal}
      repeated={submission.repeated}
      another="Receive again"
      action={reading.ok && reading.amount > 0 ? `Received ${money(reading.amount)}` : 'Received'}
      onSubmit={submit}
      onClose={close}
    >
      <Field label="Amount" error={errors.amount?.message} hint={`Of ${money(held)} in hand`}>
        {(control) => <AmountInput {...control} {...form.register('amount')} text={amount} />}
      </Field>
      <Field label="Notes" optional error={errors.notes?.message}>
        {(control) => <Textarea rows={2} {...control} {...form.register('notes')} />}
      </Field>
    </SubmissionDialog>
  )
}

/** What is typed of the cash, and how it is received exactly once. */
function useReceiveForm(member: Member, onClose: () => void) {
  const client = useQueryClient()
  const { decimals, money } = useFormats()
  const [refusal, setRefusal] = useState<string | null>(null)
  const held = cashToReceive(member)
  const schema = useMemo(
    () =>
      z.object({
        amount: amountUpTo(held, decimals, `${member.user.name} holds ${money(held)}.`),
        notes: optional(),
      }),
    [decimals, held, member.user.name, money],
  )
  const { form, forget } = useKeptForm({
    name: receiptName(member.id),
    resolver: zodResolver(schema),
    proposed: { amount: typedAmount(held, decimals), notes: '' },
  })
  const close = () => {
    forget()
    onClose()
  }
  const submission = useSubmission({
    name: receiptName(member.id),
    send: (body: Schemas['CashReceived'], key) =>
      withPassword((password) =>
        unwrap(
          api.POST('/api/settlements/received', {
            body: { ...body, ...(password !== undefined && { password }) },
            params: { header: { 'Idempotency-Key': key } },
          }),
        ),
      ),
    onDone: (_, body) => {
      toast.success(`${money(body.amount)} received from ${member.user.name}`)
      close()
      void refreshMoney(client)
    },
    onSame: close,
    onRefused: (problem) => {
      void refreshMoney(client)
      setRefusal(showProblem(form, problem))
    },
  })
  const submit = form.handleSubmit((values) => {
    setRefusal(null)
    return submission.submit({ ...values, member_id: member.id, repeat: false })
  })
  return { form, submission, refusal, submit, close }
}
