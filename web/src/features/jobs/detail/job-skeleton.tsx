import { Skeleton } from '@/components/ui/skeleton'

/** A job on its way, in its final shape. */
export function JobSkeleton() {
  return (
    <div role="status" aria-label="Loading the job">
      <div className="mb-4 flex flex-wrap items-end justify-between gap-3 md:mb-6">
        <div className="pt-9">
          <Skeleton className="h-9 w-52" />
          <Skeleton className="mt-2 h-5 w-44" />
          <Skeleton className="mt-2 h-5 w-36" />
        </div>
        <Skeleton className="h-11 w-full fine:h-9 md:w-80" />
      </div>
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_21rem]">
        <Skeleton className="h-72 lg:col-start-2" />
        <div className="space-y-4 lg:col-start-1 lg:row-start-1">
          <Skeleton className="h-48" />
          <Skeleton className="h-32" />
          <Skeleton className="h-64" />
        </div>
      </div>
    </div>
  )
}
