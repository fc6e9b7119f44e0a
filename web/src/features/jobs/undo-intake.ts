import type { QueryClient } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'
import { offerUndo } from '@/components/undo'
import { refreshMoney } from '@/domain/refresh'
import { cancelUndone } from '@/features/payments/undo-payment'
import { UNDONE } from '@/outbox/back'

interface Intake {
  id: string
  plate: string
  hasAdvance: boolean
  /** What else is to be known of it. */
  about: string
}

/** Offers to take back that a car was taken in: the job is cancelled, and before it the advance that came with it. */
export function offerUndoOfIntake(client: QueryClient, { id, plate, hasAdvance, about }: Intake) {
  offerUndo({
    said: 'Job started',
    about,
    undone: `${plate}: the job is cancelled`,
    undo: async () => {
      try {
        if (hasAdvance) await cancelAdvance(id)
        await unwrap(
          api.POST('/api/jobs/{job_id}/cancel', {
            params: { path: { job_id: id } },
            body: { reason: UNDONE },
          }),
        )
      } finally {
        void refreshMoney(client)
      }
    },
  })
}

/** Cancels the advance of a job, unless more was paid since: then the job is refused to be cancelled, and both stay. */
async function cancelAdvance(jobId: string) {
  const { payments } = await unwrap(api.GET('/api/jobs/{job_id}', { params: { path: { job_id: jobId } } }))
  // The newest comes first.
  const advance = payments.at(-1)
  const standing = payments.filter(({ verdict }) => verdict !== 'rejected')
  if (advance && standing.length === 1 && standing[0] === advance) await cancelUndone(advance.id)
}
