import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, Suspense, startTransition, useDeferredValue, useEffect, useState } from 'react'
import { Link } from 'react-router'
import { AllGarages } from '@/components/all-garages'
import { lazyPart } from '@/components/lazy-part'
import { PageHeader } from '@/components/page-header'
import { ErrorState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { useFormats } from '@/domain/formats'
import { daysInWords, filterOf } from '@/domain/scope'
import { useMe } from '@/domain/session'
import { ExportButton } from '@/features/exports/export-button'
import { cn } from '@/lib/cn'
import { PanelsSkeleton } from './panels-skeleton'
import { dashboardQuery } from './queries'
import { ScopeBar } from './scope-bar'
import { Tiles, TilesSkeleton } from './tiles'
import { useScope } from './use-scope'

const Panels = lazyPart(() => import('./panels').then((panels) => ({ default: panels.Panels })))

/** The figures of the garage: of now, of a period, then who and what. */
export function Component() {
  const { today } = useFormats()
  const [scope, setScope] = useScope('month')
  const figures = useQuery({ ...dashboardQuery(filterOf(scope)), placeholderData: keepPreviousData })
  const isInSeveral = useMe().memberships.length > 1
  const { data } = figures
  // The figures come first here, too: what stands below them follows when there is time.
  const [later, managerLater] = [useDeferredValue(data), useDeferredValue(scope.managerId)]
  const manager = data?.manager_performance.find((one) => one.manager_id === scope.managerId)
  return (
    <>
      <PageHeader
        title="Reports"
        note={
          <>
            {daysInWords(scope.days, today())}
            {scope.managerId && ` · ${manager?.name ?? 'one manager'}`}
            {isInSeveral && (
              <>
                {' · '}
                <AllGarages />
              </>
            )}
          </>
        }
        stacked
        aside={<ExportButton scope={scope} />}
      >
        <ScopeBar scope={scope} onChange={setScope} />
      </PageHeader>
      {figures.isError && !data ? (
        <ErrorState error={figures.error} onRetry={() => void figures.refetch()} />
      ) : !data ? (
        <div aria-busy>
          <TilesSkeleton scope={scope} />
          <PanelsSkeleton managers={5} />
        </div>
      ) : (
        <>
          {data.manager_performance.length === 0 && <FirstManager />}
          <div
            className={cn('transition-opacity delay-150', figures.isPlaceholderData && 'opacity-60')}
            aria-busy={figures.isPlaceholderData}
          >
            <Tiles figures={data} scope={scope} />
          </div>
          <AfterPaint fallback={<PanelsSkeleton managers={data.manager_performance.length} />}>
            <Panels figures={later ?? data} managerId={managerLater} />
          </AfterPaint>
        </>
      )}
    </>
  )
}

function FirstManager() {
  return (
    <div className="mb-3 flex flex-wrap items-center justify-between gap-3 border border-l-2 border-l-primary bg-card px-4 py-3">
      <p className="text-sm">
        Next, invite a manager, who starts the first job.{' '}
        <span className="text-muted">Jobs and payments then appear here as they happen.</span>
      </p>
      <Button asChild variant="primary">
        <Link to="/team">Invite a manager</Link>
      </Button>
    </div>
  )
}

/** What stands below the figures: fetched and drawn when they have been, because the figures are what one came for. */
function AfterPaint({ children, fallback }: { children: ReactNode; fallback: ReactNode }) {
  const [painted, setPainted] = useState(false)
  useEffect(() => {
    const frame = requestAnimationFrame(() => startTransition(() => setPainted(true)))
    return () => cancelAnimationFrame(frame)
  }, [])
  return painted ? <Suspense fallback={fallback}>{children}</Suspense> : fallback
}
