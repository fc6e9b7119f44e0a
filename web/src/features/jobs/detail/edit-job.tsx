import { FormProvider, useFormContext } from 'react-hook-form'
import { Notice } from '@/components/field'
import { Form } from '@/components/form'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog'
import { useFormats } from '@/domain/formats'
import type { JobDetail } from '@/domain/jobs'
import { useLook } from '@/domain/use-look'
import { dayOf } from '@/lib/days'
import { InvoiceDetails } from '../invoice-details'
import {
  CarField,
  CustomerField,
  DaysField,
  EstimateField,
  MoreFields,
  PhoneField,
  PlateField,
  WorkField,
} from '../job-fields'
import type { JobText } from '../job-form'
import { MeanwhilePanel } from './meanwhile'
import { useEditJob } from './use-edit-job'

/** Changes a job: only what was changed is sent, and nothing that somebody else changed meanwhile is lost. */
export default function EditJob({ job, onClose }: { job: JobDetail; onClose: () => void }) {
  const edit = useEditJob(job, onClose)
  const { form, changedCount, isSaving, meanwhile, notice } = edit
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
        onInteractOutside={(event) => changedCount > 0 && event.preventDefault()}
      >
        <FormProvider {...form}>
          <Form onSubmit={edit.send}>
            {meanwhile && <MeanwhilePanel {...meanwhile} onKeep={edit.keepMine} onTake={edit.takeTheirs} />}
            <fieldset disabled={isSaving} className="min-w-0 space-y-4">
              <EditFields job={job} />
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
                busy={isSaving}
                className="max-sm:flex-1"
                disabled={edit.mustChoose || changedCount === 0}
              >
                {changedCount > 1 ? `Save ${changedCount} changes` : 'Save change'}
              </Button>
            </div>
          </Form>
        </FormProvider>
      </DialogContent>
    </Dialog>
  )
}

function EditFields({ job }: { job: JobDetail }) {
  const { currency, money, timezone } = useFormats()
  const typed = useFormContext<JobText>().watch()
  const look = useLook({ currency, phone: typed.phone, vehicle_number: typed.vehicle_number })
  const fixedBy = job.invoice_number
    ? `Fixed by invoice ${job.invoice_number}.`
    : job.bill
      ? 'From labour and parts.'
      : null
  const paid = job.total_paid > 0 ? `${money(job.total_paid)} is paid already.` : undefined
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <PlateField warning={look.vehicle_number} />
        <CarField />
        <CustomerField />
        <PhoneField warning={look.phone} />
      </div>
      <WorkField />
      <div className="grid gap-4 sm:grid-cols-2">
        <EstimateField hint={fixedBy ?? paid} isFixed={fixedBy !== null} />
        <DaysField from={dayOf(job.created_at, timezone)} />
      </div>
      <MoreFields />
      <InvoiceDetails fixedBy={job.invoice_number ? fixedBy : null} />
    </>
  )
}
