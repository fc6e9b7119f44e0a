import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { isUnderWay } from '@/api/use-submission'
import { Notice } from '@/components/field'
import { Money } from '@/components/money'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import type { JobDetail } from '@/domain/jobs'
import { workshopQuery } from '@/domain/workshop'
import { UpiCode } from '@/features/billing/upi-code'
import { invoice } from '@/features/documents/paper'
import { useIssue } from '@/features/documents/use-issue'
import { invoiceForm } from './drafts'
import { SendChoices } from './send-choices'
import { useSendInvoice, type Way } from './use-send-invoice'

const SPENT = 'Your earlier try was recorded after all. Check the invoice number shown here now.'

interface BillJobProps {
  job: JobDetail
  open: boolean
  onClose: () => void
  onReopen: () => void
  /** Whether it was sent and is not answered: then this stays mounted, open or not, and keeps trying. */
  onWaiting: (isWaiting: boolean) => void
}

/** Issues the invoice of a job and hands it on, at one press; later only hands it on. */
export default function BillJob({ job, open, onClose, onReopen, onWaiting }: BillJobProps) {
  const [refusal, setRefusal] = useState<string | null>(null)
  const sending = useSendInvoice(job, setRefusal)
  const { submit, state } = useIssue({
    name: invoiceForm(job.id),
    send: ({ jobId }: { jobId: string; way: Way | null }, key) =>
      unwrap(
        api.POST('/api/documents/invoice/{job_id}/issue', {
          params: { path: { job_id: jobId }, header: { 'Idempotency-Key': key } },
        }),
      ),
    onDone: ({ number }, { way }) => {
      toast.success(`Invoice ${number} issued`)
      if (way) void sending.pass(way, number)
      else onClose()
    },
    onRefused: (problem) => {
      sending.giveUp()
      setRefusal(problem.code === 'idempotency_key_reused' ? SPENT : problem.message)
      onReopen()
    },
  })
  const isWaiting = isUnderWay(state)
  useEffect(() => onWaiting(isWaiting), [isWaiting, onWaiting])
  const { invoice_number: number } = job
  const issue = (way: Way | null) => {
    setRefusal(null)
    if (way) sending.prepare(way)
    void submit({ jobId: job.id, way })
  }
  return (
    <Dialog open={open} onOpenChange={(now) => !now && onClose()}>
      <DialogContent
        title={number ? `Invoice ${number}` : 'Issue the invoice?'}
        description={`${job.customer_name}, ${job.vehicle_number}`}
        onOpenAutoFocus={(event) => {
          // Which way it goes is not known.
          event.preventDefault()
          if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus()
        }}
      >
        <Money amount={job.estimated_amount} className="block font-medium text-3xl" />
        {number ? (
          <ToHandOn job={job} number={number} />
        ) : (
          <ToIssue job={job} isUnanswered={state === 'unanswered'} />
        )}
        {refusal && <Notice className="mt-4">{refusal}</Notice>}
        <SendChoices
          sending={sending}
          isIssued={number !== null}
          isBusy={state !== 'idle' && number === null}
          onChoose={(way) => (number ? void sending.pass(way, number) : issue(way))}
        />
        {!number && (
          <Button
            variant="outline"
            className="mt-2 w-full"
            busy={state !== 'idle'}
            onClick={() => issue(null)}
          >
            Issue invoice
          </Button>
        )}
      </DialogContent>
    </Dialog>
  )
}

/** What an invoice fixes, and what on it looks wrong. */
function ToIssue({ job, isUnanswered }: { job: JobDetail; isUnanswered: boolean }) {
  const { data: workshop } = useQuery(workshopQuery)
  // What the invoice is going to say and looks wrong.
  const odd = [...(workshop?.warnings ?? []), ...job.warnings]
  return (
    <>
      <p className="mt-1 text-muted text-sm">
        {job.bill
          ? `${job.bill.lines.length === 1 ? '1 line' : `${job.bill.lines.length} lines`}, tax included`
          : 'One line, made from the work and the estimate, tax included'}
      </p>
      <ul className="mt-4 list-disc space-y-1 pl-5 text-sm">
        <li>Once issued it cannot be changed.</li>
        <li>The amounts of this job are then fixed. Payments can still be recorded.</li>
        <li>Only the owner can cancel it, with a credit note.</li>
      </ul>
      {odd.map((warning) => (
        <Notice key={warning} tone="warning" className="mt-4">
          {warning}
        </Notice>
      ))}
      {isUnanswered && (
        <Notice tone="warning" className="mt-4">
          No answer from the server yet. We keep trying; it cannot be issued twice.
        </Notice>
      )}
    </>
  )
}

/** The paper itself, and the code to pay what is left of it. */
function ToHandOn({ job, number }: { job: JobDetail; number: string }) {
  const { id, vehicle_number: plate, remaining_amount: due } = job
  return (
    <>
      <p className="mt-1 flex flex-wrap justify-between gap-x-4 text-sm">
        <span className="text-muted">
          {due > 0 ? (
            <>
              <Money amount={due} tone="risk" /> to pay
            </>
          ) : (
            'Paid'
          )}
        </span>
        <a
          href={invoice(id, number, plate).href}
          target="_blank"
          rel="noopener"
          aria-label={`View invoice ${number}`}
          className="tap underline underline-offset-4"
        >
          View
        </a>
      </p>
      {due > 0 && (
        <div className="mt-4">
          <UpiCode jobId={id} amount={due} />
        </div>
      )}
    </>
  )
}
