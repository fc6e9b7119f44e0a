import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import { sentence } from '@/api/problem'
import { type JobStatus, STATUS } from '@/domain/job-status'
import { type JobDetail, jobQuery } from '@/domain/jobs'
import { refreshMoney } from '@/domain/refresh'
import { sendStatus } from '@/outbox/send-job'
import { offerUndoOf } from '@/outbox/undo'
import { offerUndoOfMove } from '../undo-move'

interface Move {
  from: JobStatus
  to: JobStatus
}

/** Moves a job: shown at once, taken back when the server refuses; without a network it is kept, and sent later. */
export function useMoveJob(job: Pick<JobDetail, 'id' | 'status' | 'vehicle_number'>) {
  const client = useQueryClient()
  const { queryKey } = jobQuery(job.id)
  const { mutate, mutateAsync, isPending } = useMutation({
    networkMode: 'always',
    mutationFn: ({ from, to }: Move) => sendStatus({ ...job, status: from }, to),
    onMutate: async ({ to: status }) => {
      await client.cancelQueries({ queryKey })
      const before = client.getQueryData(queryKey)
      // Where it can go from there is the server's to say.
      if (before) client.setQueryData(queryKey, { ...before, status, allowed_statuses: [] })
      return { before }
    },
    onSuccess: (posted, { from }, { before }) => {
      if (posted.kind === 'sent') offerUndoOfMove(client, posted.answer.job, from)
      // What is kept is shown as what is not sent yet.
      else {
        client.setQueryData(queryKey, before)
        offerUndoOf(posted.entry, { said: 'Not sent yet', undone: 'It is not sent' }, client)
      }
    },
    onError: (error, { to }, context) => {
      if (context?.before) client.setQueryData(queryKey, context.before)
      toast.error(`Not moved to ${STATUS[to].label.toLowerCase()}`, { description: sentence(error) })
    },
    onSettled: () => refreshMoney(client),
  })
  return {
    isPending,
    mutate: (to: JobStatus) => mutate({ from: job.status, to }),
    mutateAsync: (to: JobStatus) => mutateAsync({ from: job.status, to }),
  }
}
