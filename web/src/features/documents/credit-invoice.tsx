import { type FormEvent, useEffect, useState } from 'react'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { unansweredOf } from '@/api/use-submission'
import { Field, Notice } from '@/components/field'
import { Form } from '@/components/form'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog'
import { Textarea } from '@/components/ui/input'
import { useCountry } from '@/domain/formats'
import type { JobDetail } from '@/domain/jobs'
import { readStored, removeStored, writeStored } from '@/lib/stored'
import { useIssue } from './use-issue'

const LONGEST = 500
const SPENT = 'Your earlier try was recorded after all. Check the job as it is now.'

interface Sent {
  jobId: string
  reason: string
}

interface CreditInvoiceProps {
  job: JobDetail
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** The owner takes an invoice back, whole, and says why. Mounted as long as it can be. */
export function CreditInvoice({ job, open, onOpenChange }: CreditInvoiceProps) {
  const { taxNumber } = useCountry()
  const { reason, type, wrong, refusal, state, send } = useCreditNote({ job, open, onOpenChange })
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title={`Credit ${job.invoice_number ?? 'the invoice'}?`}
        description="The whole invoice is cancelled. Both documents keep their numbers. After that the amounts can be changed and a new invoice issued."
      >
        <Form onSubmit={send}>
          <fieldset disabled={state !== 'idle'} className="min-w-0">
            <Field
              label="Reason"
              error={wrong ?? undefined}
              hint="Printed on the credit note; the customer reads it."
            >
              {(control) => (
                <Textarea
                  {...control}
                  value={reason}
                  maxLength={LONGEST}
                  placeholder={`Wrong ${taxNumber} of the customer`}
                  onChange={(event) => type(event.target.value)}
                />
              )}
            </Field>
          </fieldset>
          {state === 'unanswered' && (
            <Notice tone="warning" className="mt-4">
              No answer from the server yet. We keep trying; it cannot be issued twice.
            </Notice>
          )}
          {refusal && <Notice className="mt-4">{refusal}</Notice>}
          <div className="mt-6 flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            <DialogClose asChild>
              <Button variant="outline">Cancel</Button>
            </DialogClose>
            <Button type="submit" variant="danger" busy={state !== 'idle'}>
              Issue credit note
            </Button>
          </div>
        </Form>
      </DialogContent>
    </Dialog>
  )
}

/** The reason as it is typed, and the credit note that is issued with it exactly once. */
function useCreditNote({ job, open, onOpenChange }: CreditInvoiceProps) {
  const name = `credit:${job.id}`
  const [reason, setReason] = useState(
    () => unansweredOf<Sent>(name)?.reason ?? readStored<string>(`draft:${name}`) ?? '',
  )
  const [wrong, setWrong] = useState<string | null>(null)
  const [refusal, setRefusal] = useState<string | null>(null)
  const { submit, state, renew } = useIssue({
    name,
    send: ({ jobId, reason: why }: Sent, key) =>
      unwrap(
        api.POST('/api/documents/credit-note/{job_id}/issue', {
          params: { path: { job_id: jobId }, header: { 'Idempotency-Key': key } },
          body: { reason: why },
        }),
      ),
    onDone: ({ number }) => {
      onOpenChange(false)
      setReason('')
      removeStored(`draft:${name}`)
      toast.success(`Credit note ${number} issued`, {
        description: 'The amounts of the job can be changed again.',
      })
    },
    onRefused: (problem) => {
      const about = problem.fields.find(({ field }) => field === 'reason')
      setWrong(about?.message ?? null)
      if (!about) setRefusal(problem.code === 'idempotency_key_reused' ? SPENT : problem.message)
      onOpenChange(true)
    },
  })
  useEffect(() => {
    if (open) renew()
  }, [open, renew])
  const send = (event: FormEvent) => {
    event.preventDefault()
    setRefusal(null)
    if (reason.trim() === '') return setWrong('Enter the reason. It is printed on the credit note.')
    void submit({ jobId: job.id, reason: reason.trim() })
  }
  const type = (text: string) => {
    setReason(text)
    writeStored(`draft:${name}`, text)
    setWrong(null)
  }
  return { reason, type, wrong, refusal, state, send }
}
