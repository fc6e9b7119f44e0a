import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { TakerSelect } from '@/components/taker-select'
import type { JobDetail } from '@/domain/jobs'
import { refreshMoney } from '@/domain/refresh'
import { newId } from '@/lib/new-id'

/** Gives one job to another member. */
export default function HandOverJob({ job, onClose }: { job: JobDetail; onClose: () => void }) {
  const client = useQueryClient()
  const [to, setTo] = useState('')
  const [key] = useState(newId)
  const handOver = async () => {
    await unwrap(
      api.POST('/api/jobs/{job_id}/reassign', {
        params: { path: { job_id: job.id }, header: { 'Idempotency-Key': key } },
        body: { manager_id: to },
      }),
    ).finally(() => refreshMoney(client))
    toast.success('Job handed over')
  }
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Hand over ${job.vehicle_number}`}
      action="Hand over"
      isReady={to !== ''}
      onConfirm={handOver}
    >
      <p className="mb-4">
        The job and what the customer owes on it go to another member. Cash that was taken stays with who took
        it.
      </p>
      <div className="text-foreground">
        <TakerSelect from={job.manager_id} value={to} onChange={setTo} />
      </div>
    </ConfirmDialog>
  )
}
