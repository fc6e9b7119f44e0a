import { useMemo } from 'react'
import { usePages } from '@/api/use-pages'
import { isOpen, type JobStatus } from '@/domain/job-status'
import { commonQuery, type JobFilters } from '../filters'
import { jobsQuery } from '../queries'
import type { Moving } from './use-moves'

const PAGE_SIZE = 30

/** One column of the board: what the server lists, with the cards that are on their way in or out. */
export function useColumn(status: JobStatus, filters: JobFilters, moving: Moving, enabled = true) {
  const column = usePages(
    jobsQuery({
      ...commonQuery(filters),
      status: [status],
      // What is to be done next stands on top.
      sort: isOpen(status) ? 'due_at' : '-created_at',
      limit: PAGE_SIZE,
    }),
    enabled,
  )
  const { rows } = column
  const cards = useMemo(() => {
    const coming = [...moving.values()].filter(({ to }) => to === status).map(({ job }) => job)
    return [...coming, ...rows.filter((job) => !moving.has(job.id))]
  }, [rows, moving, status])
  /** How many cards there are, as far as they have come. */
  const count =
    column.isPending || column.isPlaceholderData ? '' : `${cards.length}${column.hasNextPage ? '+' : ''}`
  return { ...column, cards, count }
}
