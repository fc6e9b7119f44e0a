import { useQuery } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'
import { ErrorState } from '@/components/states'
import { Card, CardHead } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/domain/formats'

const NEARLY_FULL = 0.9

/** How much room the photos of the garage take up, and what to do before there is none. */
export function UsageCard() {
  const { count } = useFormats()
  const { data, error, refetch } = useQuery({
    queryKey: ['photos', 'usage'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/photos/usage', { signal })),
  })
  const share = data ? Math.min(1, data.used_mb / data.max_mb) : 0
  return (
    <Card>
      <CardHead title="Photos" />
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} className="py-6" />
      ) : data ? (
        <div className="space-y-2 p-4 text-sm">
          <div className="h-1.5 bg-raised" aria-hidden>
            <div
              className={share < NEARLY_FULL ? 'h-full bg-primary' : 'h-full bg-danger'}
              style={{ width: `${share * 100}%` }}
            />
          </div>
          <p>
            <span className="figure">{data.used_mb}</span> of{' '}
            <span className="figure">{count(data.max_mb)}</span> MB used by the photos of all jobs.
          </p>
          {share >= NEARLY_FULL && (
            <p className="text-muted">
              Soon no more can be added. Ask whoever runs the server for more room.
            </p>
          )}
        </div>
      ) : (
        <Skeleton className="m-4 h-10" />
      )}
    </Card>
  )
}
