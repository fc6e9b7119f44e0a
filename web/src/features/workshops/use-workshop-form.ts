import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { showProblem } from '@/api/form-problem'
import { Problem, sentence } from '@/api/problem'
import { type Workshop, workshopQuery } from '@/domain/workshop'
import { CURRENCY_CODES } from '@/lib/currencies'
import { optional, required } from '@/lib/schema'
import { useSavedForm } from '@/lib/use-saved-form'
import { z } from '@/lib/zod'

const DRAFT = 'workshop'

const schema = z.object({
  name: required("the garage's name", 120),
  phone: required("the garage's phone number", 32),
  address: optional(),
  gst_number: optional(32),
  currency: z.enum(CURRENCY_CODES),
  timezone: z.string(),
  managers_see: z.enum(['own', 'all']),
  blind_counts: z.boolean(),
  version: z.number(),
})

/** What stands in the boxes; the version is that of the workshop the typing began with. */
function valuesOf(workshop: Workshop) {
  const { name, phone, currency, timezone, managers_see, blind_counts, version } = workshop
  const address = workshop.address ?? ''
  const gst_number = workshop.gst_number ?? ''
  return { name, phone, address, gst_number, currency, timezone, managers_see, blind_counts, version }
}

export type WorkshopText = ReturnType<typeof valuesOf>

/** The form of the workshop: what somebody else saved meanwhile is not overwritten unasked. */
export function useWorkshopForm(workshop: Workshop) {
  const client = useQueryClient()
  const [refusal, setRefusal] = useState<string | null>(null)
  const [isStale, setStale] = useState(false)
  const { form, isChanged, settle, undo } = useSavedForm({
    name: DRAFT,
    resolver: zodResolver(schema),
    saved: valuesOf(workshop),
    beside: ['version'],
  })

  const takeNew = (now: Workshop) => {
    client.setQueryData(workshopQuery.queryKey, now)
    settle(valuesOf(now))
    setStale(false)
    setRefusal(null)
  }
  const submit = form.handleSubmit(async (values) => {
    setRefusal(null)
    setStale(false)
    try {
      const path = { workshop_id: workshop.id }
      const { message: _, ...saved } = await unwrap(
        api.PUT('/api/workshops/{workshop_id}', { params: { path }, body: values }),
      )
      takeNew(saved)
      toast.success('Workshop saved')
    } catch (error) {
      if (!(error instanceof Problem)) return setRefusal(sentence(error))
      if (error.code === 'stale_version') return setStale(true)
      if (error.code === 'currency_fixed') {
        form.setError('currency', { type: 'server', message: error.message }, { shouldFocus: true })
        return
      }
      setRefusal(showProblem(form, error))
    }
  })
  const seeTheirs = async () => {
    try {
      takeNew(await client.fetchQuery({ ...workshopQuery, staleTime: 0 }))
    } catch (error) {
      setRefusal(sentence(error))
    }
  }
  const keepMine = async () => {
    try {
      const now = await client.fetchQuery({ ...workshopQuery, staleTime: 0 })
      form.setValue('version', now.version)
      await submit()
    } catch (error) {
      setRefusal(sentence(error))
    }
  }
  return { form, isChanged, undo, refusal, isStale, submit, seeTheirs, keepMine }
}
