import {
  type InfiniteData,
  type QueryClient,
  useMutation,
  useMutationState,
  useQueryClient,
} from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { toast } from 'sonner'
import { api, type Page, unwrap } from '@/api/client'
import { Problem, sentence } from '@/api/problem'
import { type JobStatus, STATUS, STATUSES } from '@/domain/job-status'
import type { Job } from '@/domain/jobs'
import { landing } from './allowed'

interface Move {
  job: Job
  to: JobStatus
}

const MOVES_KEY = ['jobs', 'move']

/** Jobs on their way to another column, by id: shown there already, while the server has not answered. */
export type Moving = ReadonlyMap<string, Move>

export function useMoving(): Moving {
  const moves = useMutationState({
    filters: { mutationKey: MOVES_KEY, status: 'pending' },
    select: (mutation) => mutation.state.variables as Move,
  })
  return useMemo(
    () =>
      new Map(moves.map(({ job, to }) => [job.id, { job, to: landing(to, job.remaining_amount) }] as const)),
    [moves],
  )
}

/** Moves jobs; a refused one falls back. `said` tells each outcome in words, for who does not see the card move. */
export function useMove(said: (words: string) => void) {
  const client = useQueryClient()
  const { mutate } = useMutation({
    mutationKey: MOVES_KEY,
    // Without a network it fails at once, with words, rather than waiting unseen.
    networkMode: 'always',
    mutationFn: ({ job, to }: Move) =>
      unwrap(
        api.PUT('/api/jobs/{job_id}', {
          params: { path: { job_id: job.id } },
          body: { status: to, version: job.version },
        }),
      ),
    onSuccess: ({ job: moved }, { job, to }) => {
      said(`${job.vehicle_number} is now ${STATUS[moved.status].label.toLowerCase()}.`)
      if (moved.status !== to) {
        toast(`${job.vehicle_number} is delivered on credit: money is outstanding.`)
      }
      place(client, moved)
      refresh(client, [job.status, moved.status])
    },
    onError: (error, { job }) => {
      const words = refusal(error, job)
      said(words)
      toast.error(words)
      // It may stand in any column by now, and without an answer the move may have been made.
      refresh(client, STATUSES)
    },
  })
  return useCallback((job: Job, to: JobStatus) => mutate({ job, to }), [mutate])
}

function refusal(error: unknown, job: Job): string {
  if (error instanceof Problem && error.code === 'stale_version') {
    return `Somebody else has just changed ${job.vehicle_number}. Check its status, and change it again if needed.`
  }
  return sentence(error)
}

/** Puts a moved job where the server says that it stands, on top of what was there. */
function place(client: QueryClient, moved: Job) {
  for (const { queryKey } of client.getQueryCache().findAll({ queryKey: ['jobs', 'list'], type: 'active' })) {
    client.setQueryData<InfiniteData<Page<Job>>>(
      queryKey,
      (column) =>
        column && {
          ...column,
          pages: column.pages.map((page, index) => {
            const others = page.rows.filter(({ id }) => id !== moved.id)
            const isHere = index === 0 && isColumn(queryKey[2], moved.status)
            return { ...page, rows: isHere ? [moved, ...others] : others }
          }),
        },
    )
  }
}

/** The columns concerned come anew; what else shows jobs does so when it is next looked at. */
function refresh(client: QueryClient, statuses: readonly JobStatus[]) {
  for (const key of ['jobs', 'analytics']) {
    void client.invalidateQueries({ queryKey: [key], refetchType: 'none' })
  }
  void client.refetchQueries({
    queryKey: ['jobs', 'list'],
    type: 'active',
    predicate: ({ queryKey }) => statuses.some((status) => isColumn(queryKey[2], status)),
  })
}

function isColumn(filter: unknown, status: JobStatus): boolean {
  if (typeof filter !== 'object' || filter === null || !('status' in filter)) return false
  return Array.isArray(filter.status) && filter.status.includes(status)
}
