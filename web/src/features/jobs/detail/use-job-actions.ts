import { ArrowRightLeft, Ban, CircleSlash, FileText, Pencil, Undo2 } from 'lucide-react'
import type { JobDetail } from '@/domain/jobs'
import { useCan, useSeesAll } from '@/domain/permissions'
import { useMe } from '@/domain/session'
import { canInvoice } from '@/features/documents/paper-strip'
import type { JobAction } from './job-bar'

/** What whoever is signed in may do with a job besides its next step and a payment. */
export function useJobActions(job: JobDetail): JobAction[] {
  const seesAll = useSeesAll()
  const isOwn = useMe().member_id === job.manager_id
  const mayHandOver = useCan('jobs:hand_over')
  const mayUpdate = useCan('jobs:update')
  const mayIssue = useCan('documents:issue')
  const mayRefund = useCan('payments:refund')
  const mayWriteOff = useCan('jobs:write_off')
  const mayCancel = useCan('jobs:cancel')
  const mayCancelAny = useCan('jobs:cancel_any')
  const isOpen = job.status !== 'closed'
  const hasLeft = job.status === 'delivered' || job.status === 'credit_pending'
  const all: (JobAction & { isOffered: boolean })[] = [
    {
      name: 'bill',
      label: job.invoice_number ? 'Send the invoice' : 'Bill and share',
      icon: FileText,
      isOffered: mayIssue && !job.cancelled_at && (job.invoice_number !== null || canInvoice(job)),
    },
    { name: 'edit', label: 'Edit', icon: Pencil, isOffered: mayUpdate && isOpen },
    {
      name: 'hand-over',
      label: 'Hand over',
      icon: ArrowRightLeft,
      // Where managers see all jobs, each gives his own to another.
      isOffered: mayUpdate && isOpen && (mayHandOver || (seesAll && isOwn)),
    },
    { name: 'refund', label: 'Refund', icon: Undo2, isOffered: mayRefund && isOpen && job.total_paid > 0 },
    {
      name: 'write-off',
      label: 'Write off',
      icon: CircleSlash,
      isOffered: mayWriteOff && job.remaining_amount > 0,
    },
    {
      name: 'cancel',
      label: 'Cancel job',
      icon: Ban,
      isOffered: mayCancel && isOpen && (mayCancelAny || (isOwn && !hasLeft)),
    },
  ]
  return all.filter(({ isOffered }) => isOffered)
}
