import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useForm } from 'react-hook-form'
import { useNavigate } from 'react-router'
import { api, type Schemas, unwrap } from '@/api/client'
import { showProblem } from '@/api/form-problem'
import type { Problem } from '@/api/problem'
import { useSubmission } from '@/api/use-submission'
import { Field, Notice } from '@/components/field'
import { Form } from '@/components/form'
import { SubmitButton } from '@/components/submit-button'
import { Button } from '@/components/ui/button'
import { Input, Select, Textarea } from '@/components/ui/input'
import { meQuery, useMe, useSignOut } from '@/domain/session'
import { useLook } from '@/domain/use-look'
import { type Workshop, workshopQuery } from '@/domain/workshop'
import { AuthFrame } from '@/features/auth/auth-frame'
import { CURRENCY_CODES } from '@/lib/currencies'
import { optional, required } from '@/lib/schema'
import { likelyCurrency, localTimezone, TIMEZONES } from '@/lib/time-zones'
import { draftOf, useDraft } from '@/lib/use-draft'
import { z } from '@/lib/zod'
import { CountingField } from './counting-field'
import { FirstInvite } from './first-invite'
import { CurrencyField, ManagersSeeField, TaxNumberField } from './shared-fields'

const schema = z.object({
  name: required("the garage's name", 120),
  phone: required("the garage's phone number", 32),
  address: optional(500),
  gst_number: optional(32),
  currency: z.enum(CURRENCY_CODES),
  timezone: z.string(),
  managers_see: z.enum(['own', 'all']),
  blind_counts: z.boolean(),
})

/** A new owner's first minutes: the workshop in one form, then a code for the first manager. */
export function Component() {
  const me = useMe()
  const client = useQueryClient()
  const signOut = useSignOut()
  const [workshop, setWorkshop] = useState<Workshop | null>(null)
  const navigate = useNavigate()
  if (workshop) {
    return (
      <AuthFrame
        title="Invite a manager"
        note={`${workshop.name} is ready. Managers start jobs and collect payments; each joins with a code.`}
      >
        <FirstInvite workshopId={workshop.id} workshopName={workshop.name} />
        <Button variant="primary" size="lg" className="mt-6 w-full" onClick={() => navigate('/')}>
          Go to Today
        </Button>
      </AuthFrame>
    )
  }
  const opened = (made: Workshop) => {
    client.setQueryData(workshopQuery.queryKey, made)
    client.setQueryData(meQuery.queryKey, (before) => before && { ...before, workshop_id: made.id })
    // What may be done in it, the server says; without an answer the next page asks again.
    const asked = client.fetchQuery({ ...meQuery, staleTime: 0 })
    void asked.catch(() => undefined).then(() => setWorkshop(made))
  }
  const footer = (
    <button
      type="button"
      data-records
      className="min-h-11 underline underline-offset-4"
      onClick={() => void signOut()}
    >
      Log out
    </button>
  )
  return <NewWorkshop phone={me.phone} footer={footer} onDone={opened} />
}

interface NewWorkshopProps {
  phone: string
  /** What is below the form. */
  footer: ReactNode
  /** Meant as a further garage of who has one. */
  isAdditional?: boolean
  onDone: (workshop: Workshop) => void
  /** It was opened just before, and no further one was meant. */
  onSame?: (workshopId: string) => void
}

/** A new garage in one form. */
export function NewWorkshop({ phone, footer, isAdditional = false, onDone, onSame }: NewWorkshopProps) {
  const { form, submission, refusal, submit } = useNewWorkshop({ phone, isAdditional, onDone, onSame })
  const { errors } = form.formState
  const [phoneNow, gst_number, currency] = form.watch(['phone', 'gst_number', 'currency'])
  const look = useLook({ phone: phoneNow, gst_number, currency })
  const timezone = localTimezone()
  return (
    <AuthFrame
      title={isAdditional ? 'Another garage' : 'Your garage'}
      note="Shown to your managers and printed on your bills. You can change it later."
      footer={footer}
    >
      <Form onSubmit={submit} className="space-y-4">
        {refusal && <Notice>{refusal}</Notice>}
        {submission.state === 'unanswered' && (
          <Notice tone="warning">
            No answer from the server yet. We keep trying; the garage will not be made twice.
          </Notice>
        )}
        <Field label="Name of the garage" error={errors.name?.message}>
          {(control) => (
            <Input autoComplete="organization" autoFocus {...control} {...form.register('name')} />
          )}
        </Field>
        <Field label="Phone" error={errors.phone?.message} warning={look.phone}>
          {(control) => <Input type="tel" {...control} {...form.register('phone')} />}
        </Field>
        <Field label="Address" optional error={errors.address?.message}>
          {(control) => (
            <Textarea rows={2} autoComplete="street-address" {...control} {...form.register('address')} />
          )}
        </Field>
        <TaxNumberField
          field={form.register('gst_number')}
          currency={currency}
          error={errors.gst_number?.message}
          warning={look.gst_number}
          hint={look.state && `Registered in ${look.state}.`}
        />
        <div className="grid gap-4">
          <CurrencyField field={form.register('currency')} error={errors.currency?.message} />
          <Field label="Time zone" error={errors.timezone?.message}>
            {(control) => (
              <Select {...control} {...form.register('timezone')}>
                {[...new Set([timezone, ...TIMEZONES])].map((zone) => (
                  <option key={zone} value={zone}>
                    {zone.replaceAll('_', ' ')}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <ManagersSeeField field={form.register('managers_see')} error={errors.managers_see?.message} />
          <CountingField
            isCounted={form.watch('blind_counts')}
            onChange={(isCounted) => form.setValue('blind_counts', isCounted)}
          />
        </div>
        <SubmitButton {...submission} another="Open another">
          Open the garage
        </SubmitButton>
      </Form>
    </AuthFrame>
  )
}

/** What is typed of a new garage, and how it is opened exactly once. */
function useNewWorkshop({ phone, isAdditional = false, onDone, onSame }: Omit<NewWorkshopProps, 'footer'>) {
  const [refusal, setRefusal] = useState<string | null>(null)
  const draft = isAdditional ? 'another-garage' : 'setup'
  const timezone = localTimezone()
  const form = useForm({
    resolver: zodResolver(schema),
    defaultValues: draftOf(draft, {
      name: '',
      phone,
      address: '',
      gst_number: '',
      currency: likelyCurrency(timezone),
      timezone,
      // At a counter everybody finds the car that somebody else took in.
      managers_see: 'all' as Workshop['managers_see'],
      blind_counts: true,
    }),
  })
  const forget = useDraft(draft, form)
  const submission = useSubmission({
    name: isAdditional ? 'another-garage' : 'workshop',
    send: (body: Schemas['WorkshopCreate'], key) =>
      unwrap(api.POST('/api/workshops', { body, params: { header: { 'Idempotency-Key': key } } })),
    onDone: (workshop) => {
      forget()
      onDone(workshop)
    },
    onSame,
    onRefused: (problem: Problem) => setRefusal(showProblem(form, problem)),
  })
  const submit = form.handleSubmit((values) => {
    setRefusal(null)
    return submission.submit({ ...values, additional: isAdditional, repeat: false })
  })
  return { form, submission, refusal, submit }
}
