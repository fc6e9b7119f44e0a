import type { QueryClient } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'
import { offerUndo } from '@/components/undo'
import type { Job } from '@/domain/jobs'
import { refreshMoney } from '@/domain/refresh'
import { newId } from '@/lib/new-id'

/** Offers to put back what an edit changed: the server does, while nobody changed the job since. */
export function offerUndoOfEdit(
  client: QueryClient,
  edited: Pick<Job, 'id' | 'version' | 'vehicle_number'>,
  said: string,
) {
  const { id, version, vehicle_number: plate } = edited
  // Asked again after no answer came, it is put back once.
  const header = { 'Idempotency-Key': newId() }
  offerUndo({
    said,
    about: plate,
    undone: `${plate}: as before the change`,
    undo: () =>
      unwrap(
        api.PUT('/api/jobs/{job_id}', {
          params: { path: { job_id: id }, header },
          body: { undo_of: version },
        }),
      ).finally(() => refreshMoney(client)),
  })
}
