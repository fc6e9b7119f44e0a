import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { api, type Schemas, unwrap } from '@/api/client'
import { showProblem } from '@/api/form-problem'
import type { Problem } from '@/api/problem'
import { useSubmission } from '@/api/use-submission'
import { offerUndo } from '@/components/undo'
import { useFormats } from '@/domain/formats'
import { refreshMoney } from '@/domain/refresh'
import { countTotal, type NoteCount } from '@/lib/denominations'
import { newId } from '@/lib/new-id'
import { optional } from '@/lib/schema'
import { draftOf, useDraft } from '@/lib/use-draft'
import { z } from '@/lib/zod'

const DRAFT = 'counted-settlement'
const NOTHING: NoteCount = {}
const EMPTY = { count: NOTHING, notes: '' }
const schema = z.object({ count: z.record(z.string(), z.number()), notes: optional() })

/** The form that hands cash over by the count of its notes. */
export function useCountForm() {
  const client = useQueryClient()
  const { decimals, money } = useFormats()
  const [refusal, setRefusal] = useState<string | null>(null)
  const form = useForm({ resolver: zodResolver(schema), defaultValues: draftOf(DRAFT, EMPTY) })
  const forget = useDraft(DRAFT, form)
  const count = form.watch('count')
  const start = () => {
    forget()
    form.reset(EMPTY)
    forget()
    void refreshMoney(client).finally(submission.renew)
  }
  const submission = useSubmission({
    name: 'counted-settlement',
    send: (body: Schemas['SettlementCreate'], key) =>
      unwrap(api.POST('/api/settlements', { body, params: { header: { 'Idempotency-Key': key } } })),
    onDone: ({ id }, body) => {
      const sum = money(countTotal(body.count ?? NOTHING, decimals))
      const key = newId()
      start()
      offerUndo({
        said: `${sum} handed over`,
        about: 'Waiting for the owner to count it.',
        undone: `${sum} is your cash in hand again`,
        undo: () =>
          unwrap(
            api.POST('/api/settlements/{settlement_id}/cancel', {
              params: { path: { settlement_id: id }, header: { 'Idempotency-Key': key } },
              body: { reason: 'Undone right after it was entered' },
            }),
          ).finally(() => refreshMoney(client)),
      })
    },
    onSame: start,
    onRefused: (problem: Problem) => {
      void refreshMoney(client)
      setRefusal(
        problem.code === 'idempotency_key_reused'
          ? 'Your earlier try was recorded already. It is in the history below.'
          : showProblem(form, problem),
      )
    },
  })
  const submit = form.handleSubmit((values) => {
    setRefusal(null)
    if (countTotal(values.count, decimals) === 0) {
      form.setError('count', { message: 'Count at least one note or coin.' })
      return
    }
    return submission.submit({ count: values.count, job_ids: [], notes: values.notes, repeat: false })
  })
  const setCount = (changed: NoteCount) => {
    form.clearErrors('count')
    form.setValue('count', changed)
  }
  return { form, count, setCount, sum: countTotal(count, decimals), refusal, submission, submit }
}
