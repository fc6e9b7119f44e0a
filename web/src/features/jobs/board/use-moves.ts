import {
  type InfiniteData,
  type QueryClient,
  useIsFetching,
  useMutation,
  useMutationState,
  useQueryClient,
} from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { toast } from 'sonner'
import type { Page } from '@/api/client'
import { Problem, sentence } from '@/api/problem'
import { type JobStatus, STATUS, STATUSES } from '@/domain/job-status'
import type { Job } from '@/domain/jobs'
import { useUnsent } from '@/outbox/outbox'
import { sendStatus } from '@/outbox/send-job'
import { offerUndoOf } from '@/outbox/undo'
import { unsentMoves } from '@/outbox/unsent-job'
import { findJobRow } from '../find-job-row'
import { offerUndoOfMove } from '../undo-move'
import { landing } from './allowed'

interface Move {
  job: Job
  to: JobStatus
}

const MOVES_KEY = ['jobs', 'move']
const LISTS_KEY = ['jobs', 'list']
// Where a card that is moved may have its row.
const ROWS = [LISTS_KEY, ['jobs', 'few']]

/** Jobs on their way to another column, by id: shown there already, while the server has not answered. */
export type Moving = ReadonlyMap<string, Move & { isSaving: boolean }>

export function useMoving(): Moving {
  const client = useQueryClient()
  const moves = useMutationState({
    filters: { mutationKey: MOVES_KEY, status: 'pending' },
    select: (mutation) => mutation.state.variables as Move,
  })
  const unsent = useUnsent()
  // When a list has come, the jobs of moves that are not sent yet may be in it.
  const lists = useIsFetching({ queryKey: LISTS_KEY })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the lists are read past React
  return useMemo(() => {
    const kept = [...unsentMoves(unsent)].flatMap(([id, to]) => {
      const job = findJobRow(client, id, ROWS)
      return job ? [{ job: { ...job, status: landing(to, job.remaining_amount) }, to, isSaving: false }] : []
    })
    const saving = moves.map((move) => ({ ...move, isSaving: true }))
    return new Map(
      [...kept, ...saving].map(({ job, to, isSaving }) => [
        job.id,
        { job, to: landing(to, job.remaining_amount), isSaving },
      ]),
    )
  }, [client, moves, unsent, lists])
}

/** Moves jobs; a refused one falls back, and without a network it is kept, and sent later. `said` tells each outcome in words, for who does not see the card move. */
export function useMove(said: (words: string) => void) {
  const client = useQueryClient()
  const { mutate } = useMutation({
    mutationKey: MOVES_KEY,
    // Without a network it fails at once, with words, rather than waiting unseen.
    networkMode: 'always',
    mutationFn: ({ job, to }: Move) => sendStatus(job, to),
    onSuccess: (posted, { job }) => {
      if (posted.kind === 'kept') {
        said(`${job.vehicle_number}: not sent yet.`)
        return offerUndoOf(posted.entry, { said: 'Not sent yet', undone: 'It is not sent' }, client)
      }
      const { job: moved } = posted.answer
      said(`${job.vehicle_number} is now ${STATUS[moved.status].label.toLowerCase()}.`)
      offerUndoOfMove(client, moved, job.status)
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
  for (const { queryKey } of client.getQueryCache().findAll({ queryKey: LISTS_KEY, type: 'active' })) {
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
    queryKey: LISTS_KEY,
    type: 'active',
    predicate: ({ queryKey }) => statuses.some((status) => isColumn(queryKey[2], status)),
  })
}

function isColumn(filter: unknown, status: JobStatus): boolean {
  if (typeof filter !== 'object' || filter === null || !('status' in filter)) return false
  return Array.isArray(filter.status) && filter.status.includes(status)
}
