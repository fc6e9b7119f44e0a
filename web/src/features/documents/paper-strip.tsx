import type { JobDetail } from '@/domain/jobs'
import { useCan } from '@/domain/permissions'
import { IssueInvoice } from './issue-invoice'
import { invoice, statement } from './paper'
import { PaperLinks } from './paper-links'

/** The invoice of a job beside its money: to be issued, or to be handed out. The other papers have a card of their own. */
export function PaperStrip({ job }: { job: JobDetail }) {
  const { id, vehicle_number: plate, invoice_number: number, remaining_amount: due, status } = job
  const canIssue = useCan('documents:issue')
  if (number)
    return (
      <div className="flex items-center justify-between gap-2 border-t py-1 pr-1.5 pl-4">
        <p className="figure min-w-0 break-words text-sm">{number}</p>
        <PaperLinks
          paper={invoice(id, number, plate)}
          name={`invoice ${number}`}
          beside={statement(id, plate)}
        />
      </div>
    )
  if (!canIssue) return null
  const isAsked = due === 0 && (status === 'delivered' || status === 'closed') && job.estimated_amount > 0
  return (
    <div className="border-t p-4">
      {isAsked && <p className="mb-2 text-sm">Paid and delivered, but the customer has no invoice yet.</p>}
      <IssueInvoice job={job} isAsked={isAsked} />
    </div>
  )
}
