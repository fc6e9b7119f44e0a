import { Plus } from 'lucide-react'
import { Suspense, useRef } from 'react'
import { Link } from 'react-router'
import { usePages } from '@/api/use-pages'
import { lazyPart } from '@/components/lazy-part'
import { PageHeader } from '@/components/page-header'
import { Button } from '@/components/ui/button'
import { Choice } from '@/components/ui/choice'
import { useCan } from '@/domain/permissions'
import { useFitsTable } from '@/lib/use-fits-table'
import { useMedia } from '@/lib/use-media'
import { BoardSkeleton } from './board/board-skeleton'
import { FilterBar } from './filter-bar'
import { listQuery, useJobFilters, type View } from './filters'
import { JobsList } from './jobs-list'
import { jobsQuery } from './queries'
import { UnsentJobs } from './unsent-jobs'

const Board = lazyPart(() => import('./board/board'))

const VIEWS: readonly { value: View; label: string }[] = [
  { value: 'list', label: 'List' },
  { value: 'board', label: 'Board' },
]

/** All jobs, as a list or as a board by status. */
export function Component() {
  const canCreate = useCan('jobs:create')
  const [filters, change] = useJobFilters()
  const page = useRef<HTMLDivElement>(null)
  const isWide = useFitsTable(page)
  const fitsFilters = useMedia('(min-width: 1340px)')
  const isList = filters.view === 'list'
  const jobs = usePages(jobsQuery(listQuery(filters)), isList)
  return (
    <div ref={page} data-wide>
      <PageHeader title="Jobs" tab={isList ? 'Jobs' : 'Board'}>
        <Choice
          label="View"
          value={filters.view}
          options={VIEWS}
          // A status picked for the list would be one column of the board.
          onChange={(view) => change({ view, status: [] })}
          className="w-36"
        />
        {canCreate && (
          <Button asChild variant="primary" className="hidden md:inline-flex">
            <Link to="/jobs/new">
              <Plus aria-hidden /> New job
            </Link>
          </Button>
        )}
      </PageHeader>
      <FilterBar
        filters={filters}
        change={change}
        isWide={fitsFilters}
        isSearching={isList && jobs.isPlaceholderData && jobs.isFetching}
      />
      <UnsentJobs />
      {isList ? (
        <JobsList jobs={jobs} filters={filters} change={change} isWide={isWide} />
      ) : (
        <Suspense fallback={<BoardSkeleton isWide={isWide} />}>
          <Board filters={filters} change={change} isWide={isWide} />
        </Suspense>
      )}
    </div>
  )
}
