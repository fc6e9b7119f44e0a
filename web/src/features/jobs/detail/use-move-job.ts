import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { sentence } from '@/api/problem'
import { type JobStatus, STATUS } from '@/domain/job-status'
import { jobQuery } from '@/domain/jobs'
import { refreshMoney } from '@/domain/refresh'

/** Moves a job: shown at once, taken back when the server refuses. */
export function useMoveJob(jobId: string) {
  const client = useQueryClient()
  const { queryKey } = jobQuery(jobId)
  return useMutation({
    mutationFn: (status: JobStatus) =>
      unwrap(api.PUT('/api/jobs/{job_id}', { params: { path: { job_id: jobId } }, body: { status } })),
    onMutate: async (status) => {
      await client.cancelQueries({ queryKey })
      const before = client.getQueryData(queryKey)
      // Where it can go from there is the server's to say.
      if (before) client.setQueryData(queryKey, { ...before, status, allowed_statuses: [] })
      return { before }
    },
    onError: (error, status, context) => {
      if (context?.before) client.setQueryData(queryKey, context.before)
      toast.error(`Not moved to ${STATUS[status].label.toLowerCase()}`, { description: sentence(error) })
    },
    onSettled: () => refreshMoney(client),
  })
}
