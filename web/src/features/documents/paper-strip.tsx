import { Notice } from '@/components/field'
import { Button } from '@/components/ui/button'
import type { JobDetail } from '@/domain/jobs'
import { useCan } from '@/domain/permissions'
import { invoice, statement } from './paper'
import { PaperLinks } from './paper-links'

interface PaperStripProps {
  job: JobDetail
  /** An invoice was sent for and is not answered yet. */
  isIssuing: boolean
  /** Opens what issues the invoice and hands it on. */
  onBill: () => void
}

/** Whether there is something to put on an invoice; a bill may come to nothing, such as one under warranty. */
export function canInvoice(job: JobDetail): boolean {
  return job.bill !== null || job.estimated_amount > 0
}

/** The invoice of a job beside its money: to be issued, or to be handed out. The other papers have a card of their own. */
export function PaperStrip({ job, isIssuing, onBill }: PaperStripProps) {
  const { id, vehicle_number: plate, invoice_number: number, remaining_amount: due, status } = job
  const canIssue = useCan('documents:issue')
  if (number)
    return (
      <div className="border-t py-1 pr-1.5 pl-4">
        <div className="flex flex-wrap items-center justify-between gap-x-2">
          <p className="figure min-w-0 break-words text-sm">{number}</p>
          <PaperLinks
            paper={invoice(id, number, plate)}
            name={`invoice ${number}`}
            beside={statement(id, plate)}
          />
        </div>
        {canIssue && (
          <Button
            variant="outline"
            className="my-2 mr-2.5 w-[calc(100%-0.625rem)]"
            aria-haspopup="dialog"
            onClick={onBill}
          >
            Send the invoice
          </Button>
        )}
      </div>
    )
  if (!canIssue || job.cancelled_at) return null
  const isAsked = due === 0 && (status === 'delivered' || status === 'closed') && job.estimated_amount > 0
  return (
    <div className="border-t p-4">
      {isAsked && <p className="mb-2 text-sm">Paid and delivered, but the customer has no invoice yet.</p>}
      {isIssuing && (
        <Notice tone="warning" className="mb-3">
          No answer from the server yet. We keep trying; it cannot be issued twice.
        </Notice>
      )}
      <Button
        variant={isAsked ? 'primary' : 'outline'}
        className="w-full"
        aria-haspopup="dialog"
        disabled={!canInvoice(job)}
        busy={isIssuing}
        onClick={onBill}
      >
        Issue invoice
      </Button>
      {!canInvoice(job) && (
        <p className="mt-2 text-center text-muted text-xs">Enter labour and parts, or an estimate, first.</p>
      )}
    </div>
  )
}
