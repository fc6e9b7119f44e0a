import { Skeleton } from '@/components/ui/skeleton'

/** Lines of a list that are on their way, in their later shape. */
export function LinesSkeleton({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label}>
      {[1, 2, 3, 4, 5, 6, 7, 8].map((row) => (
        <div key={row} className="flex h-16 items-center justify-between gap-4 border-b px-4">
          <div>
            <Skeleton className="mb-2 h-3.5 w-40" />
            <Skeleton className="h-2.5 w-28" />
          </div>
          <Skeleton className="h-3.5 w-20" />
        </div>
      ))}
    </div>
  )
}
