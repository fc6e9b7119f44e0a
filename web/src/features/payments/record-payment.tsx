import { useEffect } from 'react'
import { FormProvider } from 'react-hook-form'
import { isUnderWay } from '@/api/use-submission'
import { Notice } from '@/components/field'
import { Form } from '@/components/form'
import { SubmitButton } from '@/components/submit-button'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { useFormats } from '@/domain/formats'
import { type JobDetail, takesMoney } from '@/domain/jobs'
import { METHOD_WORDS, type Method } from '@/domain/payment-labels'
import { useCan } from '@/domain/permissions'
import { PaymentFields } from './payment-fields'
import { outstandingOf, usePaymentForm } from './use-payment-form'

interface RecordPaymentProps {
  job: JobDetail
  open: boolean
  onClose: () => void
  onReopen: () => void
  /** Whether a payment was sent and is not answered: then this stays mounted, open or not, and keeps trying. */
  onWaiting: (isWaiting: boolean) => void
}

/** Records what a customer pays, exactly once. */
export default function RecordPayment({ job, open, onClose, onReopen, onWaiting }: RecordPaymentProps) {
  const { money } = useFormats()
  const payment = usePaymentForm({ job, onClose, onReopen })
  const { form, typed, state, repeated, notice } = payment
  const { amount } = payment.reading
  const isWaiting = isUnderWay(state)
  useEffect(() => onWaiting(isWaiting), [isWaiting, onWaiting])
  const canRecord = takesMoney(job)
  return (
    <Dialog open={open} onOpenChange={(now) => !now && onClose()}>
      <DialogContent
        title="Record payment"
        description={`${job.customer_name}, ${job.vehicle_number}`}
        onOpenAutoFocus={(event) => {
          // On a phone the keyboard would hide the buttons that are enough for most payments.
          event.preventDefault()
          const hasKeyboard = window.matchMedia('(pointer: fine)').matches
          if (canRecord && !isWaiting && hasKeyboard) form.setFocus('amount', { shouldSelect: true })
          else if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus()
        }}
      >
        {!canRecord && state === 'idle' ? (
          <>
            <Notice tone={notice ? 'danger' : 'info'}>
              {notice ?? 'Nothing is outstanding on this job.'}
            </Notice>
            <Button className="mt-4 w-full" onClick={onClose}>
              Close
            </Button>
          </>
        ) : (
          <FormProvider {...form}>
            <Form onSubmit={payment.send}>
              <fieldset disabled={state !== 'idle'} className="min-w-0 space-y-4">
                <PaymentFields jobId={job.id} outstanding={outstandingOf(job)} />
              </fieldset>
              {notice && <Notice className="mt-4">{notice}</Notice>}
              <SubmitButton state={state} repeated={repeated} another="Record another" className="mt-5">
                {amount !== null && amount > 0
                  ? `Record ${money(amount)} ${METHOD_WORDS[typed.method]}`
                  : 'Record payment'}
              </SubmitButton>
              <WhatFollows method={typed.method} />
            </Form>
          </FormProvider>
        )}
      </DialogContent>
    </Dialog>
  )
}

/** Says what happens with the money once it is recorded. */
function WhatFollows({ method }: { method: Method }) {
  const canReview = useCan('payments:review')
  return (
    <p className="mt-3 text-center text-muted text-xs">
      {canReview
        ? 'Payments you record yourself are confirmed at once.'
        : method === 'cash'
          ? 'It is added to your cash in hand until you hand it over.'
          : 'The owner is asked to confirm it.'}
    </p>
  )
}
