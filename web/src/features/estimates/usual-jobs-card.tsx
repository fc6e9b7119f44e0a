import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { ErrorState } from '@/components/states'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { removeUsualJob, serviceTemplatesQuery, type UsualJob } from './queries'
import { useSumWords } from './service-lines'
import UsualJobDialog from './usual-job-dialog'

/** The garage's usual jobs, with what they come to: what a service is filled in with, and proposed again at. */
export function UsualJobsCard() {
  const client = useQueryClient()
  const { data, error, refetch } = useQuery(serviceTemplatesQuery)
  const [changing, setChanging] = useState<UsualJob | 'new' | null>(null)
  const [removing, setRemoving] = useState<UsualJob | null>(null)
  const remove = async ({ id }: UsualJob) => {
    await removeUsualJob(id)
    await client.invalidateQueries({ queryKey: serviceTemplatesQuery.queryKey })
  }
  return (
    <Card>
      <CardHead title="Usual jobs">
        <Button size="sm" variant="outline" onClick={() => setChanging('new')}>
          <Plus aria-hidden /> Usual job
        </Button>
      </CardHead>
      {data ? (
        <ul className="divide-y" aria-label="Usual jobs">
          {data.map((usual) => (
            <UsualJobRow
              key={usual.id}
              usual={usual}
              onChange={() => setChanging(usual)}
              onRemove={() => setRemoving(usual)}
            />
          ))}
        </ul>
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} className="py-6" />
      ) : (
        <div role="status" aria-label="Loading the usual jobs" className="p-4">
          <Skeleton className="h-40" />
        </div>
      )}
      {changing && (
        <UsualJobDialog
          {...(changing === 'new' ? {} : { usual: changing })}
          onClose={() => setChanging(null)}
        />
      )}
      <ConfirmDialog
        open={removing !== null}
        onOpenChange={(open) => !open && setRemoving(null)}
        title={`Remove ${removing?.title ?? ''}?`}
        action="Remove"
        danger
        onConfirm={() => (removing ? remove(removing) : Promise.resolve())}
      >
        It is no longer offered when a service is added. Services that were added before stay as they are.
      </ConfirmDialog>
    </Card>
  )
}

interface UsualJobRowProps {
  usual: UsualJob
  onChange: () => void
  onRemove: () => void
}

function UsualJobRow({ usual, onChange, onRemove }: UsualJobRowProps) {
  const sumWords = useSumWords()
  const priced = usual.lines.flatMap(({ unit_price: price, ...line }) =>
    price === null ? [] : [{ ...line, unit_price: price }],
  )
  return (
    <li className="flex flex-wrap items-center justify-between gap-2 px-4 py-2">
      <p className="min-w-40 flex-1 break-words">
        {usual.title} {usual.is_own && <Badge>Yours</Badge>}
        <span className="block text-muted text-sm">
          {priced.length === usual.lines.length ? (
            <span className="figure">{sumWords(priced)}</span>
          ) : (
            'No price yet'
          )}
        </span>
      </p>
      <span className="flex gap-2">
        <Button size="sm" variant="outline" aria-label={`Change ${usual.title}`} onClick={onChange}>
          Change
        </Button>
        <Button size="sm" variant="ghost" aria-label={`Remove ${usual.title}`} onClick={onRemove}>
          Remove
        </Button>
      </span>
    </li>
  )
}
