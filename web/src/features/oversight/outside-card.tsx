import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'
import { sentence } from '@/api/problem'
import { Notice } from '@/components/field'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { type Outside, outsideQuery } from './queries'

const NAMES: Record<Outside['service'], string> = {
  bucket: 'File storage (S3)',
  redis: 'Request limits (Redis)',
}

/** What the server uses outside of itself, each with a test; nothing where it uses nothing. */
export function OutsideCard() {
  const { data = [] } = useQuery(outsideQuery)
  if (data.length === 0) return null
  return (
    <Card>
      <CardHead title="Services of the server" />
      <ul className="divide-y">
        {data.map((outside) => (
          <li key={outside.service}>
            <Service outside={outside} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Service({ outside: { service, problem } }: { outside: Outside }) {
  const client = useQueryClient()
  const test = useMutation({
    mutationFn: () =>
      unwrap(api.POST('/api/outside/{service_name}/test', { params: { path: { service_name: service } } })),
    onSettled: () => void client.invalidateQueries({ queryKey: outsideQuery.queryKey }),
  })
  return (
    <div className="space-y-2 px-4 py-3 text-sm">
      <div className="flex items-center justify-between gap-3">
        <span className="font-medium">{NAMES[service]}</span>
        <Badge tone={problem ? 'danger' : 'success'}>{problem ? 'Does not work' : 'Works'}</Badge>
      </div>
      {problem && !test.isError && <p className="text-muted">{problem}</p>}
      {test.isError && <Notice>{sentence(test.error)}</Notice>}
      {test.isSuccess && <Notice tone="success">{test.data.message}</Notice>}
      <Button size="sm" variant="outline" busy={test.isPending} onClick={() => test.mutate()}>
        Test
      </Button>
    </div>
  )
}
