import { useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog'
import { useFormats } from '@/domain/formats'
import type { JobDetail } from '@/domain/jobs'
import { useCan } from '@/domain/permissions'
import { refreshMoney } from '@/domain/refresh'
import { RejectDialog } from '@/features/payments/reject-dialog'

const REASONS = [
  'The customer changed their mind',
  'Too expensive',
  'Taken in twice',
  'Cannot be repaired here',
]

interface CancelJobProps {
  job: JobDetail
  onRefund: () => void
  onClose: () => void
}

/** Cancels a job once its money and its invoice were dealt with; says how, before a reason is asked for. */
export default function CancelJob({ job, onRefund, onClose }: CancelJobProps) {
  const client = useQueryClient()
  const { money } = useFormats()
  const canRefund = useCan('payments:refund')
  const cancel = async (reason: string) => {
    await unwrap(
      api.POST('/api/jobs/{job_id}/cancel', { params: { path: { job_id: job.id } }, body: { reason } }),
    )
    toast.success(`Job of ${job.vehicle_number} cancelled`)
    void refreshMoney(client)
  }
  const title = `Cancel job, ${job.vehicle_number}`
  if (job.invoice_number || job.total_paid > 0) {
    const first = job.invoice_number
      ? `Invoice ${job.invoice_number} stands. The owner takes it back with a credit note; then the job can be cancelled.`
      : `${money(job.total_paid)} is paid on this job. Refund it, or cancel the payment; then the job can be cancelled.`
    return (
      <Dialog open onOpenChange={(open) => !open && onClose()}>
        <DialogContent title={title} description={first}>
          <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            <DialogClose asChild>
              <Button variant="outline">Back to the job</Button>
            </DialogClose>
            {!job.invoice_number && canRefund && (
              <Button variant="primary" onClick={onRefund}>
                Refund
              </Button>
            )}
          </div>
        </DialogContent>
      </Dialog>
    )
  }
  return (
    <RejectDialog
      about={job.id}
      title={title}
      reasons={REASONS}
      action="Cancel job"
      reader="The owner"
      onReject={cancel}
      onClose={onClose}
    >
      The job is closed and nothing is owed on it. The owner can reopen it.
    </RejectDialog>
  )
}
