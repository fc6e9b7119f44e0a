import { Skeleton } from '@/components/ui/skeleton'

const ROWS = 'mt-3 grid grid-cols-[minmax(0,1fr)] gap-3 lg:grid-cols-3'

/** The panels on their way, each as high as it will be. */
export function PanelsSkeleton({ managers }: { managers: number }) {
  return (
    <div aria-hidden>
      <div className={ROWS}>
        <Skeleton className="h-[19.125rem] lg:col-span-2" />
        <Skeleton className="h-[19.125rem]" />
      </div>
      <div className={ROWS}>
        <Skeleton className="h-[20.875rem]" />
        <Skeleton className="h-[20.875rem] lg:col-span-2" />
      </div>
      <div className={ROWS}>
        <Skeleton className="lg:col-span-3" style={{ height: `${5.5 + Math.max(managers, 2) * 3.625}rem` }} />
      </div>
      <div className={ROWS}>
        <Skeleton className="h-[24.375rem] lg:col-span-2" />
        <Skeleton className="h-[24.375rem]" />
      </div>
    </div>
  )
}
