import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { toast } from 'sonner'
import { api, type Schemas, unwrap } from '@/api/client'
import { showProblem } from '@/api/form-problem'
import { Problem, sentence } from '@/api/problem'
import { AmountInput } from '@/components/amount-input'
import { Field, Notice } from '@/components/field'
import { Form } from '@/components/form'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog'
import { Input, Textarea } from '@/components/ui/input'
import { useFormats } from '@/domain/formats'
import { STATUS } from '@/domain/job-status'
import { type JobDetail, jobQuery } from '@/domain/jobs'
import { refreshMoney } from '@/domain/refresh'
import { useLook } from '@/domain/use-look'
import { dayOf } from '@/lib/days'
import { readStored, writeStored } from '@/lib/stored'
import { draftOf, useDraft } from '@/lib/use-draft'
import { z } from '@/lib/zod'
import { DaysChoice } from '../days-choice'
import { InvoiceDetails } from '../invoice-details'
import { jobShape } from '../job-form'
import { MoreFields } from '../more-fields'
import { baseStoredAs, editName } from './drafts'
import { type Base, baseOf, changedFields, changedMeanwhile, type Meanwhile } from './edits'
import { MeanwhilePanel } from './meanwhile'

/** Changes a job: only what was changed is sent, and nothing that somebody else changed meanwhile is lost. */
export default function EditJob({ job, onClose }: { job: JobDetail; onClose: () => void }) {
  const client = useQueryClient()
  const { currency, decimals, money, timezone } = useFormats()
  const name = editName(job.id)
  // After a reload or a log-in the edits are compared with the job as it was read before them.
  const [base, setBase] = useState<Base>(
    () => readStored<Base>(baseStoredAs(job.id)) ?? baseOf(job, decimals),
  )
  useEffect(() => writeStored(baseStoredAs(job.id), base), [base, job.id])
  const schema = useMemo(() => z.object(jobShape(decimals)), [decimals])
  const [startValues] = useState(() => draftOf(name, base.text))
  const form = useForm({ resolver: zodResolver(schema), defaultValues: startValues, mode: 'onTouched' })
  useDraft(name, form)
  const [notice, setNotice] = useState<string | null>(null)
  const [meanwhile, setMeanwhile] = useState<{ fields: Meanwhile[]; status: string | null } | null>(null)
  const { register, formState } = form
  const { errors } = formState
  const typed = form.watch()
  const look = useLook({ currency, phone: typed.phone, vehicle_number: typed.vehicle_number })
  const changed = changedFields(base.text, typed, decimals)

  const compareAnew = async () => {
    const now = await client.fetchQuery({ ...jobQuery(job.id), staleTime: 0 })
    const theirs = baseOf(now, decimals)
    const fields = changedMeanwhile(base.text, theirs.text, form.getValues(), decimals)
    // Fields that were left alone follow the others.
    for (const { field, yours } of fields) {
      if (yours === null) form.setValue(field, theirs.text[field])
    }
    setBase(theirs)
    setMeanwhile({
      fields,
      status: now.status === job.status ? null : STATUS[now.status].label.toLowerCase(),
    })
  }
  const save = useMutation({
    mutationFn: (body: Schemas['JobUpdate']) =>
      unwrap(api.PUT('/api/jobs/{job_id}', { params: { path: { job_id: job.id } }, body })),
    onSuccess: () => {
      toast.success('Job changed')
      onClose()
      void refreshMoney(client)
    },
    onError: async (error) => {
      if (!(error instanceof Problem)) return setNotice(sentence(error))
      if (error.code === 'stale_version') {
        return compareAnew().catch((failure) => setNotice(sentence(failure)))
      }
      if (error.code === 'invoice_issued') void refreshMoney(client)
      if (error.code === 'estimate_below_paid') {
        form.setError('estimated_amount', { type: 'server', message: error.message }, { shouldFocus: true })
        return refreshMoney(client)
      }
      setNotice(showProblem(form, error))
    },
  })
  const send = form.handleSubmit((read) => {
    setNotice(null)
    setMeanwhile(null)
    const touched = changedFields(base.text, form.getValues(), decimals)
    if (touched.length === 0) return onClose()
    const body: Schemas['JobUpdate'] = Object.fromEntries(touched.map((field) => [field, read[field]]))
    save.mutate({ ...body, version: base.version })
  })
  const fixedBy = job.invoice_number
    ? `Fixed by invoice ${job.invoice_number}.`
    : job.bill
      ? 'From labour and parts.'
      : null
  const mustChoose = meanwhile?.fields.some(({ yours }) => yours !== null) ?? false

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title="Edit job"
        description={`${job.customer_name}, ${job.vehicle_number}`}
        className="sm:max-w-2xl"
        onOpenAutoFocus={(event) => {
          // Which field is to change is not known; the first one would only open a phone's keyboard.
          event.preventDefault()
          if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus()
        }}
        onInteractOutside={(event) => changed.length > 0 && event.preventDefault()}
      >
        <FormProvider {...form}>
          <Form onSubmit={send}>
            {meanwhile && (
              <MeanwhilePanel
                {...meanwhile}
                onKeep={() => setMeanwhile(null)}
                onTake={() => {
                  for (const { field, theirs } of meanwhile.fields) form.setValue(field, theirs)
                  setMeanwhile(null)
                }}
              />
            )}
            <fieldset disabled={save.isPending} className="min-w-0 space-y-4">
              <div className="grid gap-4 sm:grid-cols-2">
                <Field
                  label="Vehicle number"
                  error={errors.vehicle_number?.message}
                  warning={look.vehicle_number}
                >
                  {(control) => (
                    <Input
                      {...control}
                      {...register('vehicle_number')}
                      autoCapitalize="characters"
                      autoComplete="off"
                      spellCheck={false}
                      className="figure uppercase"
                    />
                  )}
                </Field>
                <Field label="Car" error={errors.car_model?.message}>
                  {(control) => <Input {...control} {...register('car_model')} autoComplete="off" />}
                </Field>
                <Field label="Customer" error={errors.customer_name?.message}>
                  {(control) => <Input {...control} {...register('customer_name')} autoComplete="off" />}
                </Field>
                <Field label="Phone" error={errors.phone?.message} warning={look.phone}>
                  {(control) => (
                    <Input
                      {...control}
                      {...register('phone')}
                      inputMode="tel"
                      autoComplete="off"
                      className="figure"
                    />
                  )}
                </Field>
              </div>
              <Field label="Work to be done" error={errors.work_description?.message}>
                {(control) => <Textarea {...control} {...register('work_description')} rows={3} />}
              </Field>
              <div className="grid gap-4 sm:grid-cols-2">
                <Field
                  label="Estimate"
                  error={errors.estimated_amount?.message}
                  hint={
                    fixedBy ?? (job.total_paid > 0 ? `${money(job.total_paid)} is paid already.` : undefined)
                  }
                >
                  {(control) => (
                    <AmountInput
                      {...control}
                      {...register('estimated_amount')}
                      text={typed.estimated_amount}
                      readOnly={fixedBy !== null}
                      className="figure pr-28 read-only:bg-raised read-only:text-muted"
                    />
                  )}
                </Field>
                <DaysChoice
                  value={typed.planned_completion_days}
                  onChange={(days) => form.setValue('planned_completion_days', days, { shouldDirty: true })}
                  error={errors.planned_completion_days?.message}
                  from={dayOf(job.created_at, timezone)}
                />
              </div>
              <MoreFields />
              <InvoiceDetails fixedBy={job.invoice_number ? fixedBy : null} />
            </fieldset>
            {notice && <Notice className="mt-4">{notice}</Notice>}
            <div className="sticky -bottom-4 -mx-4 mt-4 -mb-4 flex gap-2 border-t bg-card px-4 py-3 sm:-bottom-6 sm:-mx-6 sm:-mb-6 sm:justify-end sm:px-6">
              <DialogClose asChild>
                <Button variant="outline" className="max-sm:flex-1">
                  Cancel
                </Button>
              </DialogClose>
              <Button
                type="submit"
                variant="primary"
                busy={save.isPending}
                className="max-sm:flex-1"
                disabled={mustChoose || changed.length === 0}
              >
                {changed.length > 1 ? `Save ${changed.length} changes` : 'Save change'}
              </Button>
            </div>
          </Form>
        </FormProvider>
      </DialogContent>
    </Dialog>
  )
}
