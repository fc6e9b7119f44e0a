import { Plus } from 'lucide-react'
import { Suspense, useRef } from 'react'
import { Link } from 'react-router'
import { usePages } from '@/api/use-pages'
import { lazyPart } from '@/components/lazy-part'
import { PageHeader } from '@/components/page-header'
import { Button } from '@/components/ui/button'
import { useCan } from '@/domain/permissions'
import { useFitsTable } from '@/lib/use-fits-table'
import { useMedia } from '@/lib/use-media'
import { BoardSkeleton } from './board/board-skeleton'
import { FilterBar } from './filter-bar'
import { listQuery, useJobFilters } from './filters'
import { JobsList } from './jobs-list'
import { jobsQuery } from './queries'
import { UnsentJobs } from './unsent-jobs'
import { ViewChoice } from './view-choice'

const Board = lazyPart(() => import('./board/board'))

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
        {/* A status picked for the list would be one column of the board. */}
        <ViewChoice view={filters.view} onView={(view) => change({ view, status: [] })} />
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
