import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useForm } from 'react-hook-form'
import { toast } from 'sonner'
import { api, type Schemas, unwrap } from '@/api/client'
import { showProblem } from '@/api/form-problem'
import type { Problem } from '@/api/problem'
import { unansweredOf, useSubmission } from '@/api/use-submission'
import { useFormats } from '@/domain/formats'
import { type JobDetail, jobQuery } from '@/domain/jobs'
import { METHOD_WORDS, METHODS, type Method, PAYMENT_TYPES, type PaymentType } from '@/domain/payment-labels'
import { refreshMoney } from '@/domain/refresh'
import { readAmount, typedAmount } from '@/lib/amount'
import { amountText, optional } from '@/lib/schema'
import { draftOf, useDraft } from '@/lib/use-draft'
import { z } from '@/lib/zod'
import { paymentName } from './payment-draft'

type Body = Schemas['PaymentCreate']

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

export function tooMuch(shownOutstanding: string): string {
  return `Only ${shownOutstanding} is outstanding on this job.`
}

export interface PaymentText {
  amount: string
  method: Method
  payment_type: PaymentType | null
  reference: string
  notes: string
}

/** What was sent and is not answered, or else nothing. */
export function unansweredPayment(jobId: string): Body | null {
  return unansweredOf<Body>(paymentName(jobId))
}

/** Reads the amount as it is typed, and what kind of payment follows from it. */
export function readPayment(typed: PaymentText, outstanding: number, decimals: number) {
  const reading = readAmount(typed.amount, decimals)
  const paysAll = reading.ok && reading.amount >= outstanding
  return {
    amount: reading.ok ? reading.amount : null,
    paysAll,
    isTooMuch: reading.ok && reading.amount > outstanding,
    type: typed.payment_type ?? (paysAll ? ('final' as const) : ('partial' as const)),
  }
}

interface PaymentFormOptions {
  job: JobDetail
  onClose: () => void
  onReopen: () => void
}

/** The form that records what a customer pays: its draft, what is still outstanding, and how it is sent just once. */
export function usePaymentForm({ job, onClose, onReopen }: PaymentFormOptions) {
  const client = useQueryClient()
  const { decimals, money } = useFormats()
  const name = paymentName(job.id)
  const outstanding = job.remaining_amount
  const schema = useMemo(
    () => paymentSchema(decimals, outstanding, money(outstanding)),
    [decimals, outstanding, money],
  )
  const [startValues] = useState(() => {
    const sent = unansweredPayment(job.id)
    return draftOf<PaymentText>(name, {
      amount: typedAmount(sent?.amount ?? outstanding, decimals),
      method: sent?.method ?? 'cash',
      payment_type: null,
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
  const typed = form.watch()
  const reading = readPayment(typed, outstanding, decimals)
  const send = form.handleSubmit((payment) => {
    setNotice(null)
    const reference = payment.method === 'cash' ? null : payment.reference
    return submit({ ...payment, job_id: job.id, payment_type: reading.type, reference, repeat: false })
  })
  return { form, typed, reading, state, repeated, notice, send }
}
