import { useEffect, useMemo, useRef } from 'react'
import { ErrorState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { type JobStatus, STATUS } from '@/domain/job-status'
import { cn } from '@/lib/cn'
import { useRowShield } from '@/lib/use-shield'
import { BoardCard, type CardActions } from './board-card'
import { CardsSkeleton } from './board-skeleton'
import type { useColumn } from './use-column'
import type { Moving } from './use-moves'

interface CardsProps {
  status: JobStatus
  column: ReturnType<typeof useColumn>
  moving: Moving
  actions: CardActions
  isFiltered: boolean
}

/** The cards of one column; the next ones come as its end comes into view. */
export function Cards({ status, column, moving, actions, isFiltered }: CardsProps) {
  const { cards } = column
  const list = useRowShield<HTMLUListElement>(useMemo(() => cards.map(({ id }) => id), [cards]))
  if (column.isPending) return <CardsSkeleton />
  if (column.isError && cards.length === 0) {
    return <ErrorState error={column.error} onRetry={() => void column.refetch()} className="px-2" />
  }
  if (cards.length === 0) {
    return (
      <p className="px-2 py-8 text-center text-muted text-sm">
        {isFiltered ? 'Nothing matches here.' : 'No jobs here.'}
      </p>
    )
  }
  return (
    <>
      <ul
        ref={list}
        aria-label={STATUS[status].label}
        className={cn('space-y-2 transition-opacity delay-150', column.isPlaceholderData && 'opacity-60')}
      >
        {cards.map((job) => (
          <BoardCard
            key={job.id}
            job={job}
            isMoving={moving.get(job.id)?.isSaving === true}
            actions={actions}
          />
        ))}
      </ul>
      {column.hasNextPage && (
        <More
          isLoading={column.isFetchingNextPage}
          failed={column.isFetchNextPageError}
          onMore={() => void column.fetchNextPage()}
        />
      )}
    </>
  )
}

function More({ isLoading, failed, onMore }: { isLoading: boolean; failed: boolean; onMore: () => void }) {
  const end = useRef<HTMLDivElement>(null)
  const latest = useRef(onMore)
  useEffect(() => {
    latest.current = onMore
  }, [onMore])
  useEffect(() => {
    if (!end.current || isLoading || failed) return
    const watcher = new IntersectionObserver(([seen]) => seen?.isIntersecting && latest.current())
    watcher.observe(end.current)
    return () => watcher.disconnect()
  }, [isLoading, failed])
  return (
    <div ref={end} className="pt-2">
      <Button variant="ghost" size="sm" className="w-full text-muted" busy={isLoading} onClick={onMore}>
        {failed ? 'More jobs could not be loaded. Try again' : 'Load more'}
      </Button>
    </div>
  )
}
