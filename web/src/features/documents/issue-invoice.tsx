import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { Notice } from '@/components/field'
import { Money } from '@/components/money'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog'
import type { JobDetail } from '@/domain/jobs'
import { workshopQuery } from '@/domain/workshop'
import { useIssue } from './use-issue'

const SPENT = 'Your earlier try was recorded after all. Check the invoice number shown here now.'

/** Whether there is something to put on an invoice; a bill may come to nothing, such as one under warranty. */
function canInvoice(job: JobDetail): boolean {
  return job.bill !== null || job.estimated_amount > 0
}

/** The button that issues a job's invoice, and what is asked before. */
export function IssueInvoice({ job, isAsked }: { job: JobDetail; isAsked: boolean }) {
  const [isAsking, setAsking] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const { data: workshop } = useQuery(workshopQuery)
  const { submit, state, renew } = useIssue({
    name: `invoice:${job.id}`,
    send: ({ jobId }: { jobId: string }, key) =>
      unwrap(
        api.POST('/api/documents/invoice/{job_id}/issue', {
          params: { path: { job_id: jobId }, header: { 'Idempotency-Key': key } },
        }),
      ),
    onDone: ({ number }) => {
      setAsking(false)
      toast.success(`Invoice ${number} issued`)
    },
    onRefused: (problem) => {
      setRefusal(problem.code === 'idempotency_key_reused' ? SPENT : problem.message)
      setAsking(true)
    },
  })
  // What the invoice is going to say and looks wrong.
  const odd = [...(workshop?.warnings ?? []), ...job.warnings]
  const isWaiting = state === 'unanswered'
  return (
    <>
      {isWaiting && !isAsking && (
        <Notice tone="warning" className="mb-3">
          No answer from the server yet. We keep trying; it cannot be issued twice.
        </Notice>
      )}
      <Button
        variant={isAsked ? 'primary' : 'outline'}
        className="w-full"
        aria-haspopup="dialog"
        disabled={!canInvoice(job)}
        busy={state !== 'idle' && !isAsking}
        onClick={() => {
          setRefusal(null)
          renew()
          setAsking(true)
        }}
      >
        Issue invoice
      </Button>
      {!canInvoice(job) && (
        <p className="mt-2 text-center text-muted text-xs">Enter labour and parts, or an estimate, first.</p>
      )}
      <Dialog open={isAsking} onOpenChange={setAsking}>
        <DialogContent title="Issue the invoice?" description={`${job.customer_name}, ${job.vehicle_number}`}>
          <Money amount={job.estimated_amount} className="block font-medium text-3xl" />
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
          {isWaiting && (
            <Notice tone="warning" className="mt-4">
              No answer from the server yet. We keep trying; it cannot be issued twice.
            </Notice>
          )}
          {refusal && <Notice className="mt-4">{refusal}</Notice>}
          <div className="mt-6 flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            <DialogClose asChild>
              <Button variant="outline">{isWaiting ? 'Back to the job' : 'Cancel'}</Button>
            </DialogClose>
            <Button variant="primary" busy={state !== 'idle'} onClick={() => submit({ jobId: job.id })}>
              Issue invoice
            </Button>
          </div>
        </DialogContent>
      </Dialog>
    </>
  )
}
