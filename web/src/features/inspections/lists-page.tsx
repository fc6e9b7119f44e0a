import { useQuery } from '@tanstack/react-query'
import { ChevronRight, Plus } from 'lucide-react'
import { Link } from 'react-router'
import { PageHeader } from '@/components/page-header'
import { ErrorState } from '@/components/states'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { counted } from '@/lib/counted'
import { newId } from '@/lib/new-id'
import { templatesQuery } from './queries'

/** The garage's lists of points to be checked at a car. */
export function Component() {
  const { data, error, refetch } = useQuery(templatesQuery)
  return (
    <>
      <PageHeader
        title="Inspection lists"
        back={{ to: '/settings', label: 'Settings' }}
        note="What is checked at a car. An inspection that was begun keeps the points it was begun with."
      >
        <Button asChild variant="outline">
          <Link to={`/settings/inspections/${newId()}`}>
            <Plus aria-hidden /> New list
          </Link>
        </Button>
      </PageHeader>
      {data ? (
        <Card className="max-w-2xl">
          <ul className="divide-y">
            {data.map((list) => (
              <li key={list.id}>
                <Link
                  to={`/settings/inspections/${list.id}`}
                  className="flex min-h-14 items-center justify-between gap-3 px-4 py-2 hover:bg-raised"
                >
                  <span className="min-w-0">
                    <span className="block break-words font-medium">{list.name}</span>
                    <span className="block text-muted text-sm">
                      {counted(
                        list.groups.reduce((sum, { points }) => sum + points.length, 0),
                        'point',
                      )}
                    </span>
                  </span>
                  <span className="flex shrink-0 items-center gap-2">
                    {list.is_own && <Badge>Yours</Badge>}
                    <ChevronRight className="size-4 text-muted" aria-hidden />
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </Card>
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <div role="status" aria-label="Loading the lists">
          <Skeleton className="h-40" />
        </div>
      )}
    </>
  )
}
