import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { showProblem } from '@/api/form-problem'
import { Problem, sentence } from '@/api/problem'
import { Field, Notice } from '@/components/field'
import { Form } from '@/components/form'
import { Button } from '@/components/ui/button'
import { Input, Select, Textarea } from '@/components/ui/input'
import { useLook } from '@/domain/use-look'
import { type Workshop, workshopQuery } from '@/domain/workshop'
import { CURRENCIES, CURRENCY_CODES } from '@/lib/currencies'
import { optional, required } from '@/lib/schema'
import { useSavedForm } from '@/lib/use-saved-form'
import { z } from '@/lib/zod'
import { TIMEZONES } from './time-zones'

const DRAFT = 'workshop'

const schema = z.object({
  name: required("the garage's name", 120),
  phone: required("the garage's phone number", 32),
  address: optional(),
  gst_number: optional(32),
  currency: z.enum(CURRENCY_CODES),
  timezone: z.string(),
  version: z.number(),
})

/** What stands in the boxes; the version is that of the workshop the typing began with. */
function valuesOf({ name, phone, address, gst_number, currency, timezone, version }: Workshop) {
  return { name, phone, address: address ?? '', gst_number: gst_number ?? '', currency, timezone, version }
}

const ZONES = Intl.supportedValuesOf('timeZone')

/** The owner's form for the workshop. */
export function WorkshopForm({ workshop }: { workshop: Workshop }) {
  const client = useQueryClient()
  const [refusal, setRefusal] = useState<string | null>(null)
  const [isStale, setStale] = useState(false)
  const { form, isChanged, settle, undo } = useSavedForm({
    name: DRAFT,
    resolver: zodResolver(schema),
    saved: valuesOf(workshop),
    beside: ['version'],
  })
  const { errors, isSubmitting } = form.formState
  const otherZones = [...new Set([workshop.timezone, ...ZONES])].filter(
    (zone) => !TIMEZONES.some((likely) => likely === zone),
  )
  const look = useLook(form.watch())

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
  return (
    <Form onSubmit={submit} className="p-4">
      <fieldset disabled={isSubmitting} className="space-y-4">
        <legend className="sr-only">Workshop</legend>
        {refusal && <Notice>{refusal}</Notice>}
        {isStale && (
          <Notice tone="warning">
            <p>These details were changed on another device. What you typed is not saved yet.</p>
            <div className="mt-3 flex flex-wrap gap-2">
              <Button size="sm" variant="outline" onClick={() => void seeTheirs()}>
                Use the other change
              </Button>
              <Button size="sm" variant="outline" onClick={() => void keepMine()}>
                Save mine
              </Button>
            </div>
          </Notice>
        )}
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Name" error={errors.name?.message}>
            {(control) => <Input autoComplete="organization" {...control} {...form.register('name')} />}
          </Field>
          <Field label="Phone" error={errors.phone?.message} warning={look.phone}>
            {(control) => (
              <Input
                type="tel"
                autoComplete="tel"
                className="figure"
                {...control}
                {...form.register('phone')}
              />
            )}
          </Field>
          <Field label="Address" optional error={errors.address?.message} className="sm:col-span-2">
            {(control) => (
              <Textarea rows={2} autoComplete="street-address" {...control} {...form.register('address')} />
            )}
          </Field>
          <Field
            label="GST number"
            optional
            error={errors.gst_number?.message}
            warning={look.gst_number}
            hint={
              look.state
                ? `Printed on every invoice. Registered in ${look.state}.`
                : 'Printed on every invoice.'
            }
            className="sm:col-span-2"
          >
            {(control) => (
              <Input
                className="figure uppercase"
                autoComplete="off"
                spellCheck={false}
                {...control}
                {...form.register('gst_number')}
              />
            )}
          </Field>
          <Field
            label="Currency"
            error={errors.currency?.message}
            hint="Cannot change once money is recorded."
          >
            {(control) => (
              <Select {...control} {...form.register('currency')}>
                {CURRENCIES.map(({ code, name }) => (
                  <option key={code} value={code}>{`${code} · ${name}`}</option>
                ))}
              </Select>
            )}
          </Field>
          <Field label="Time zone" error={errors.timezone?.message} hint="Where a day begins and ends.">
            {(control) => (
              <Select {...control} {...form.register('timezone')}>
                <optgroup label="Common">{TIMEZONES.map(zoneOption)}</optgroup>
                <optgroup label="All">{otherZones.map(zoneOption)}</optgroup>
              </Select>
            )}
          </Field>
        </div>
        <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
          {isChanged && (
            <Button variant="ghost" onClick={undo}>
              Undo the changes
            </Button>
          )}
          <Button type="submit" variant="primary" disabled={!isChanged} busy={isSubmitting}>
            Save
          </Button>
        </div>
      </fieldset>
    </Form>
  )
}

function zoneOption(zone: string) {
  return (
    <option key={zone} value={zone}>
      {zone.replaceAll('_', ' ')}
    </option>
  )
}
