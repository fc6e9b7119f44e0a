import type { QueryClient } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'
import { offerUndo } from '@/components/undo'
import { type JobStatus, STATUS } from '@/domain/job-status'
import type { Job } from '@/domain/jobs'
import { refreshMoney } from '@/domain/refresh'
import { newId } from '@/lib/new-id'

type Moved = Pick<Job, 'id' | 'status' | 'version' | 'vehicle_number'>

/** Offers to take a move back: the job is again where it was, and nothing else changes. */
export function offerUndoOfMove(client: QueryClient, moved: Moved, from: JobStatus) {
  const { id, status, version, vehicle_number: plate } = moved
  if (status === from) return
  // Asked again after no answer came, it is taken back once.
  const header = { 'Idempotency-Key': newId() }
  offerUndo({
    said: status === 'credit_pending' ? 'Delivered on credit: money is outstanding' : STATUS[status].label,
    about: plate,
    undone: `${plate}: ${STATUS[from].label.toLowerCase()} again`,
    undo: () =>
      unwrap(
        api.PUT('/api/jobs/{job_id}', {
          params: { path: { job_id: id }, header },
          body: { status: from, undo_of: version },
        }),
      ).finally(() => refreshMoney(client)),
  })
}
