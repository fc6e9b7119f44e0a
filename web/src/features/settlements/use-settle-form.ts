import { zodResolver } from '@hookform/resolvers/zod'
import { useEffect, useMemo, useState } from 'react'
import { useForm } from 'react-hook-form'
import { showProblem } from '@/api/form-problem'
import { useFormats } from '@/domain/formats'
import { amountUpTo, optional } from '@/lib/schema'
import { writeStored } from '@/lib/stored'
import { draftOf, useDraft } from '@/lib/use-draft'
import { z } from '@/lib/zod'
import { HAND_OVER_FORM } from '@/outbox/send-cash'
import type { Cash } from './queries'
import { tickedJobs, tickedSum } from './ticked'
import { useHandOver } from './use-hand-over'

const MAX_JOBS = 500
const EMPTY = { amount: '', isTyped: false, unticked: [] as string[], notes: '' }

/** Has the form begin with a sum, once it is opened anew. */
export function fillSettleForm(amount: number) {
  writeStored(`draft:${HAND_OVER_FORM}`, { ...EMPTY, amount: String(amount), isTyped: true })
}

/** The form that hands cash over: the amount follows what is ticked, until one is typed. */
export function useSettleForm(cash: Cash) {
  const { decimals, money } = useFormats()
  const [refusal, setRefusal] = useState<string | null>(null)
  const { available } = cash
  const schema = useMemo(
    () =>
      z.object({
        amount: amountUpTo(available, decimals, `You can hand over at most ${money(available)}.`),
        isTyped: z.boolean(),
        unticked: z.array(z.string()),
        notes: optional(),
      }),
    [decimals, available, money],
  )
  const form = useForm({ resolver: zodResolver(schema), defaultValues: draftOf(HAND_OVER_FORM, EMPTY) })
  const forget = useDraft(HAND_OVER_FORM, form)
  const [amount, isTyped, unticked] = form.watch(['amount', 'isTyped', 'unticked'])
  const sum = tickedSum(cash, unticked, decimals)

  useEffect(() => {
    if (!isTyped) form.setValue('amount', sum > 0 ? String(sum) : '')
  }, [form, isTyped, sum])

  const clear = () => {
    forget()
    form.reset(EMPTY)
    forget()
  }
  const submission = useHandOver({
    typed: form.getValues,
    clear,
    sumOf: ({ amount }) => amount ?? 0,
    about: 'Waiting for owner.',
    onRefused: (problem) => {
      if (problem.code === 'more_than_cash_in_hand') {
        form.setError('amount', { type: 'server', message: problem.message }, { shouldFocus: true })
      } else {
        setRefusal(showProblem(form, problem))
      }
    },
  })
  const submit = form.handleSubmit((values) => {
    setRefusal(null)
    return submission.submit({
      amount: values.amount,
      job_ids: tickedJobs(cash, values.unticked).slice(0, MAX_JOBS),
      notes: values.notes,
      repeat: false,
    })
  })
  const tick = (changed: string[]) => {
    form.setValue('unticked', changed)
    form.setValue('isTyped', false)
    form.clearErrors('amount')
  }
  return { form, amount, isTyped, unticked, sum, tick, refusal, submission, submit }
}
