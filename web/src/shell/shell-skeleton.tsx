import { Skeleton } from '@/components/ui/skeleton'

/** The frame of the app while it is on its way, in its final shape. */
export function ShellSkeleton() {
  return (
    <div className="min-h-dvh md:pl-56" aria-busy>
      <div className="fixed inset-y-0 left-0 hidden w-56 border-r bg-card md:block" />
      <div className="mx-auto max-w-6xl p-4 md:p-8">
        <Skeleton className="mb-6 h-9 w-44" />
        <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
          {['a', 'b', 'c', 'd'].map((tile) => (
            <Skeleton key={tile} className="h-24" />
          ))}
        </div>
        <Skeleton className="mt-4 h-72" />
      </div>
    </div>
  )
}
