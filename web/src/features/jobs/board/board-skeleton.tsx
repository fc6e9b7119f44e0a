import { Skeleton } from '@/components/ui/skeleton'

const CARDS = [0, 1, 2, 3, 4]

/** The board's columns before anything of it has come. */
export function BoardSkeleton({ isWide }: { isWide: boolean }) {
  if (!isWide) return <CardsSkeleton />
  return (
    <div className="flex gap-2 overflow-hidden" aria-hidden>
      {CARDS.map((column) => (
        <div key={column} className="min-w-52 flex-1 border bg-background p-2">
          <CardsSkeleton />
        </div>
      ))}
    </div>
  )
}

export function CardsSkeleton() {
  return (
    <div className="space-y-2" aria-hidden>
      {CARDS.map((card) => (
        <div key={card} className="space-y-3 border bg-card p-3">
          <div className="flex justify-between">
            <Skeleton className="h-3.5 w-20" />
            <Skeleton className="h-3.5 w-12" />
          </div>
          <Skeleton className="h-3 w-28" />
          <Skeleton className="h-3 w-24" />
        </div>
      ))}
    </div>
  )
}
