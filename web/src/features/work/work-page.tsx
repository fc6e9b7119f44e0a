import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Wrench } from 'lucide-react'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { sentence } from '@/api/problem'
import { PageHeader } from '@/components/page-header'
import { EmptyState, ErrorState } from '@/components/states'
import { StatusBadge } from '@/components/status-badge'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/domain/formats'
import { STATUS } from '@/domain/job-status'
import { useCan } from '@/domain/permissions'
import { inSentence } from '@/lib/days'
import { type Step, type Work, workQuery } from './queries'

// How far the work is; handing the car out is another's.
const STEPS: readonly Step[] = ['pending', 'in_progress', 'waiting_for_parts', 'completed']

/** The cars to work on, what is to be done on each, and how far it is. */
export function Component() {
  const { data, error, refetch } = useQuery(workQuery)
  return (
    <>
      <PageHeader title="Work" />
      {data?.length === 0 ? (
        <Card>
          <EmptyState icon={Wrench} title="No work now">
            Cars to work on are listed here, the soonest due first.
          </EmptyState>
        </Card>
      ) : data ? (
        <ul className="space-y-3" aria-label="Work">
          {data.map((work) => (
            <li key={work.id}>
              <WorkCard work={work} />
            </li>
          ))}
        </ul>
      ) : error ? (
        <Card>
          <ErrorState error={error} onRetry={() => void refetch()} />
        </Card>
      ) : (
        <div role="status" aria-label="Loading the work" className="space-y-3">
          {[1, 2, 3].map((card) => (
            <Skeleton key={card} className="h-44" />
          ))}
        </div>
      )}
    </>
  )
}

function WorkCard({ work }: { work: Work }) {
  const { day } = useFormats()
  const client = useQueryClient()
  const canUpdate = useCan('work:update')
  const move = useMutation({
    mutationFn: (status: Step) =>
      unwrap(api.PUT('/api/work/{job_id}', { params: { path: { job_id: work.id } }, body: { status } })),
    onError: (error) => toast.error('Not changed', { description: sentence(error) }),
    onSettled: () => client.invalidateQueries({ queryKey: ['work'] }),
  })
  const notes = [work.parts_required && `Parts: ${work.parts_required}`, work.internal_notes].filter(Boolean)
  return (
    <Card className="p-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 className="figure text-xl">{work.vehicle_number}</h2>
        <span className="text-muted text-sm">Due {inSentence(day(work.due_at))}</span>
      </div>
      <p className="text-muted text-sm">{work.car_model}</p>
      <p className="mt-2 whitespace-pre-line break-words">{work.work_description}</p>
      {notes.map((note) => (
        <p key={note} className="mt-1 whitespace-pre-line break-words text-muted text-sm">
          {note}
        </p>
      ))}
      <div className="mt-3 flex flex-wrap items-center gap-2">
        <StatusBadge status={work.status} className="mr-auto font-medium text-sm" />
        {canUpdate &&
          STEPS.filter((step) => work.allowed_statuses.includes(step)).map((status) => (
            <Button
              key={status}
              variant="outline"
              busy={move.isPending && move.variables === status}
              disabled={move.isPending}
              aria-label={`${STATUS[status].action}: ${work.vehicle_number}`}
              onClick={() => move.mutate(status)}
            >
              {STATUS[status].action}
            </Button>
          ))}
      </div>
    </Card>
  )
}
