import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Images, Wrench } from 'lucide-react'
import { Suspense, useEffect, useRef, useState } from 'react'
import { useLocation } from 'react-router'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { sentence } from '@/api/problem'
import { lazyPart } from '@/components/lazy-part'
import { PageHeader } from '@/components/page-header'
import { EmptyState, ErrorState } from '@/components/states'
import { StatusBadge } from '@/components/status-badge'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { offerUndo } from '@/components/undo'
import { useFormats } from '@/domain/formats'
import { STATUS } from '@/domain/job-status'
import { useCan } from '@/domain/permissions'
import { cn } from '@/lib/cn'
import { inSentence } from '@/lib/days'
import { type Step, type Work, workQuery } from './queries'

const PhotosCard = lazyPart(() => import('@/features/photos/photos-card'))
const InspectionsCard = lazyPart(() => import('@/features/inspections/inspections-card'))

// How far the work is; handing the car out is another's.
const STEPS: readonly Step[] = ['pending', 'in_progress', 'waiting_for_parts', 'completed']

/** The cars to work on, what is to be done on each, and how far it is. */
export function Component() {
  const { data, error, refetch } = useQuery(workQuery)
  // The one whose card was scanned.
  const { shown } = (useLocation().state ?? {}) as { shown?: string }
  return (
    <>
      <PageHeader title="My work" />
      {data?.length === 0 ? (
        <Card>
          <EmptyState icon={Wrench} title="No work now">
            Cars to work on are listed here, the soonest due first.
          </EmptyState>
        </Card>
      ) : data ? (
        <ul className="space-y-3" aria-label="My work">
          {data.map((work) => (
            <li key={work.id}>
              <WorkCard work={work} isSought={work.id === shown} />
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

function WorkCard({ work, isSought }: { work: Work; isSought: boolean }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isSought) place.current?.scrollIntoView({ block: 'center' })
  }, [isSought])
  const { day } = useFormats()
  const canUpdate = useCan('work:update')
  const canSeePhotos = useCan('photos:read')
  const [showsPhotos, setShowsPhotos] = useState(false)
  const move = useMove(work)
  const notes = [work.parts_required && `Parts: ${work.parts_required}`, work.internal_notes].filter(Boolean)
  return (
    <Card className={cn('p-4', isSought && 'outline outline-2 outline-foreground')}>
      <div ref={place} className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
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
      <div className="mt-3 flex min-h-11 items-center">
        <StatusBadge status={work.status} className="font-medium text-sm" />
      </div>
      <div className="grid grid-cols-2 gap-2 sm:mt-3 sm:flex sm:flex-wrap sm:justify-end">
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
        {canSeePhotos && (
          <Button
            variant="outline"
            className="max-sm:col-span-2"
            aria-expanded={showsPhotos}
            aria-label={`Inspection and photos: ${work.vehicle_number}`}
            onClick={() => setShowsPhotos(!showsPhotos)}
          >
            <Images aria-hidden /> Inspection and photos
          </Button>
        )}
      </div>
      {showsPhotos && (
        <div className="mt-3 space-y-3">
          <Suspense fallback={<Skeleton className="h-40" />}>
            <InspectionsCard job={work} />
            <PhotosCard job={work} />
          </Suspense>
        </div>
      )}
    </Card>
  )
}

/** Moves a job to its next step, with the way back. */
function useMove(work: Work) {
  const client = useQueryClient()
  const takeBack = ({ id, version }: Work) =>
    unwrap(
      api.PUT('/api/work/{job_id}', {
        params: { path: { job_id: id } },
        body: { status: work.status as Step, undo_of: version },
      }),
    ).finally(() => client.invalidateQueries({ queryKey: ['work'] }))
  return useMutation({
    mutationFn: (status: Step) =>
      unwrap(api.PUT('/api/work/{job_id}', { params: { path: { job_id: work.id } }, body: { status } })),
    onSuccess: ({ work: moved }) =>
      offerUndo({
        said: STATUS[moved.status].label,
        about: moved.vehicle_number,
        undone: `${moved.vehicle_number}: ${STATUS[work.status].label.toLowerCase()} again`,
        undo: () => takeBack(moved),
      }),
    onError: (error) => toast.error('Not changed', { description: sentence(error) }),
    onSettled: () => client.invalidateQueries({ queryKey: ['work'] }),
  })
}
