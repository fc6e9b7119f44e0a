import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { sentence } from '@/api/problem'
import { Notice } from '@/components/field'
import { Button } from '@/components/ui/button'
import { useFormats } from '@/domain/formats'
import { tell } from './event-labels'
import type { AuditEvent } from './queries'

const noticesQuery = queryOptions({
  queryKey: ['notices'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/audit/notices', { signal })),
  staleTime: 5 * 60_000,
})

/** What the owner has to know before anything else, until it is marked as seen. */
export default function Notices() {
  const client = useQueryClient()
  const { dayTime } = useFormats()
  const { data = [] } = useQuery(noticesQuery)
  const [newest] = data
  if (!newest) return null
  const markSeen = async ({ at }: AuditEvent) => {
    try {
      await unwrap(api.PUT('/api/audit/notices/seen', { body: { until: at } }))
      await client.invalidateQueries({ queryKey: noticesQuery.queryKey })
    } catch (error) {
      toast.error('Not marked as seen', { description: sentence(error) })
    }
  }
  return (
    <Notice tone="warning" className="mb-4 print:hidden">
      <ul className="space-y-2">
        {data.map((event) => (
          <li key={event.id}>
            {tell(event)}. <span className="whitespace-nowrap text-muted">{dayTime(event.at)}</span>
          </li>
        ))}
      </ul>
      <Button records size="sm" variant="outline" className="mt-3" onClick={() => void markSeen(newest)}>
        I have seen this
      </Button>
    </Notice>
  )
}
