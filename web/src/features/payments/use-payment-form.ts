import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { type UseFormReturn, useForm } from 'react-hook-form'
import { showProblem } from '@/api/form-problem'
import type { Problem } from '@/api/problem'
import { useFormats } from '@/domain/formats'
import { type JobDetail, jobQuery } from '@/domain/jobs'
import { METHOD_WORDS, METHODS, type Method, type PaymentType, TYPES } from '@/domain/payment-labels'
import { refreshMoney } from '@/domain/refresh'
import { readAmount, typedAmount } from '@/lib/amount'
import { amountText, optional } from '@/lib/schema'
import { draftOf, useDraft } from '@/lib/use-draft'
import { z } from '@/lib/zod'
import { paymentForm, useSendPayment } from '@/outbox/send-job'
import { offerUndoOf } from '@/outbox/undo'

function paymentSchema(decimals: number, outstanding: Outstanding, shownOutstanding: string) {
  return z.object({
    amount: amountText({
      decimals,
      min: 1 / 10 ** decimals,
      ...(outstanding === null ? {} : { max: { amount: outstanding, why: tooMuch(shownOutstanding) } }),
    }),
    method: z.enum(Object.keys(METHODS) as [Method, ...Method[]]),
    // Null until a person says otherwise than what follows from the amount.
    payment_type: z.enum(TYPES).nullable(),
    reference: optional(120),
    notes: optional(500),
  })
}

/** What can be paid at most; null while the estimate is to follow, for an advance may be of any amount. */
type Outstanding = number | null

export function outstandingOf(job: JobDetail): Outstanding {
  return job.estimate_to_follow ? null : job.remaining_amount
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

/** Reads the amount as it is typed, and what kind of payment follows from it. */
export function readPayment(typed: PaymentText, outstanding: Outstanding, decimals: number) {
  const reading = readAmount(typed.amount, decimals)
  const paysAll = reading.ok && outstanding !== null && reading.amount >= outstanding
  const follows = outstanding === null ? ('advance' as const) : ('partial' as const)
  return {
    amount: reading.ok ? reading.amount : null,
    paysAll,
    isTooMuch: reading.ok && outstanding !== null && reading.amount > outstanding,
    type: typed.payment_type ?? (paysAll ? ('final' as const) : follows),
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
  const name = paymentForm(job.id)
  const outstanding = outstandingOf(job)
  const schema = useMemo(
    () => paymentSchema(decimals, outstanding, money(outstanding ?? 0)),
    [decimals, outstanding, money],
  )
  const [startValues] = useState(() =>
    draftOf<PaymentText>(name, {
      amount: outstanding === null ? '' : typedAmount(outstanding, decimals),
      method: 'cash',
      payment_type: null,
      reference: '',
      notes: '',
    }),
  )
  const form = useForm({ resolver: zodResolver(schema), defaultValues: startValues, mode: 'onTouched' })
  const forget = useDraft(name, form)
  const [notice, setNotice] = useState<string | null>(null)

  const showRefusal = useRefusal(job, form, setNotice)
  const { submit, state, repeated } = useSendPayment(job, {
    typed: form.getValues,
    onDone: (_, { amount, method = 'cash' }, entry) => {
      forget()
      const what = `${money(amount)} ${METHOD_WORDS[method]}`
      offerUndoOf(
        entry,
        { said: `${what} recorded`, about: job.vehicle_number, undone: `${what} is undone` },
        client,
      )
      onClose()
      void refreshMoney(client)
    },
    onKept: () => {
      forget()
      onClose()
    },
    onRefused: (problem) => {
      onReopen()
      showRefusal(problem)
    },
    onSame: () => {
      forget()
      onClose()
      void refreshMoney(client)
    },
  })
  const typed = form.watch()
  const reading = readPayment(typed, outstanding, decimals)
  const send = form.handleSubmit((payment) => {
    setNotice(null)
    const reference = payment.method === 'cash' ? null : payment.reference
    return submit({ ...payment, payment_type: reading.type, reference, repeat: false })
  })
  return { form, typed, reading, state, repeated, notice, send }
}

type PaymentForm = UseFormReturn<PaymentText, unknown, z.output<ReturnType<typeof paymentSchema>>>

/** Shows beside what it is about why a payment was refused. */
function useRefusal(job: JobDetail, form: PaymentForm, onNotice: (words: string | null) => void) {
  const client = useQueryClient()
  return (problem: Problem) => {
    if (problem.code === 'idempotency_key_reused') {
      onNotice(
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
    } else if (problem.code === 'reference_used') {
      form.setError('reference', { type: 'server', message: problem.message }, { shouldFocus: true })
    } else {
      onNotice(showProblem(form, problem))
    }
    if (problem.status === 409 || problem.status === 422) void refreshMoney(client)
  }
}
