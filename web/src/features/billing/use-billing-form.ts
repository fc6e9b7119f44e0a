import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { api, type Schemas, unwrap } from '@/api/client'
import { showProblem } from '@/api/form-problem'
import { useSubmission } from '@/api/use-submission'
import { shownDay } from '@/lib/days'
import { useSavedForm } from '@/lib/use-saved-form'
import { type Billing, billingQuery } from './queries'
import { billingSchema, changeOf, textOf } from './settings-form'

const NAME = 'billing'

/** The form of the billing settings: what was changed is sent just once, and is in force from a day on. */
export function useBillingForm(workshopId: string, { today, current }: Billing) {
  const client = useQueryClient()
  const start = { ...textOf(current), effective_from: today }
  const { form, changed, isChanged, settle, undo } = useSavedForm({
    name: NAME,
    resolver: zodResolver(billingSchema),
    saved: start,
    beside: ['effective_from'],
  })
  const [refusal, setRefusal] = useState<string | null>(null)
  const { submit, state, renew } = useSubmission({
    name: NAME,
    send: (body: Schemas['BillingChange'], key) =>
      unwrap(
        api.POST('/api/workshops/{workshop_id}/billing', {
          params: { path: { workshop_id: workshopId }, header: { 'Idempotency-Key': key } },
          body,
        }),
      ),
    onDone: (_, { effective_from: from }) => {
      toast.success(from ? `Saved, starts on ${shownDay(from, today)}` : 'Billing settings saved')
      // What starts on a later day does not stand in the boxes until then.
      settle(from ? start : form.getValues())
      void client.invalidateQueries({ queryKey: billingQuery.queryKey }).finally(renew)
    },
    onRefused: (problem) => {
      setRefusal(
        problem.code === 'idempotency_key_reused'
          ? 'Your earlier try was saved after all. Check the changes below.'
          : showProblem(form, problem),
      )
      if (problem.status === 409) void client.invalidateQueries({ queryKey: billingQuery.queryKey })
    },
  })
  return {
    form,
    isChanged,
    state,
    refusal,
    send: form.handleSubmit((read) => {
      setRefusal(null)
      return submit(
        changeOf(
          read,
          changed.filter((name) => name !== 'effective_from'),
          today,
        ),
      )
    }),
    undo: () => {
      undo()
      setRefusal(null)
    },
  }
}
