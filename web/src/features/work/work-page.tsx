import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Images, Wrench } from 'lucide-react'
import { Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { useLocation } from 'react-router'
import { lazyPart } from '@/components/lazy-part'
import { PageHeader } from '@/components/page-header'
import { EmptyState, ErrorState } from '@/components/states'
import { StatusBadge } from '@/components/status-badge'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/domain/formats'
import { useCan } from '@/domain/permissions'
import { STATUS_WORDS } from '@/domain/status-words'
import { cn } from '@/lib/cn'
import { inSentence } from '@/lib/days'
import { useRowShield, useShield } from '@/lib/use-shield'
import { useWords } from '@/lib/words'
import { useSent, useUnsent } from '@/outbox/outbox'
import { UnsentBadge } from '@/outbox/unsent-badge'
import { useUnsentOf, withMoves } from '@/outbox/unsent-job'
import { headsOf, UnsentRow } from '@/outbox/unsent-row'
import { type Step, type Work, workQuery } from './queries'
import { useMoveWork } from './use-move-work'
import { WORK } from './words'

const PhotosCard = lazyPart(() => import('@/features/photos/photos-card'))
const InspectionsCard = lazyPart(() => import('@/features/inspections/inspections-card'))

// How far the work is; handing the car out is another's.
const STEPS: readonly Step[] = ['pending', 'in_progress', 'waiting_for_parts', 'completed']

/** The cars to work on, what is to be done on each, and how far it is. */
export function Component() {
  const client = useQueryClient()
  const words = useWords(WORK)
  const { data, error, refetch } = useQuery(workQuery)
  const unsent = useUnsent()
  const list = useRowShield<HTMLUListElement>(useMemo(() => data?.map(({ id }) => id) ?? [], [data]))
  // The row has the server's word before the move that waited is gone: nothing flickers under a finger.
  useSent((_, answer) => {
    const moved = (answer as { work?: Work } | null)?.work
    if (!moved) return
    client.setQueryData(workQuery.queryKey, (known) =>
      known?.map((one) => (one.id === moved.id ? moved : one)),
    )
  })
  // The one whose card was scanned.
  const { shown } = (useLocation().state ?? {}) as { shown?: string }
  return (
    <>
      <PageHeader title={words.myWork} />
      {data?.length === 0 ? (
        <Card>
          <EmptyState icon={Wrench} title={words.noWork}>
            {words.listedHere}
          </EmptyState>
        </Card>
      ) : data ? (
        <ul ref={list} className="space-y-3" aria-label={words.myWork}>
          {data.map((work) => (
            <li key={work.id}>
              <WorkCard work={withMoves(work, unsent)} isSought={work.id === shown} />
            </li>
          ))}
        </ul>
      ) : error ? (
        <Card>
          <ErrorState error={error} onRetry={() => void refetch()} />
        </Card>
      ) : (
        <div role="status" aria-label={words.loading} className="space-y-3">
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
  const words = useWords(WORK)
  const [showsPhotos, setShowsPhotos] = useState(false)
  const stuck = headsOf(useUnsentOf(work.id)).filter(({ refusal }) => refusal !== null)
  const notes = [work.parts_required && words.parts(work.parts_required), work.internal_notes].filter(Boolean)
  return (
    <Card className={cn('p-4', isSought && 'outline outline-2 outline-foreground')}>
      <div ref={place} className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 className="figure text-xl">
          <bdi>{work.vehicle_number}</bdi>
        </h2>
        <span className="text-muted text-sm">{words.due(inSentence(day(work.due_at)))}</span>
      </div>
      <p className="text-muted text-sm" dir="auto">
        {work.car_model}
      </p>
      <p className="mt-2 whitespace-pre-line break-words" dir="auto">
        {work.work_description}
      </p>
      {notes.map((note) => (
        <p key={note} className="mt-1 whitespace-pre-line break-words text-muted text-sm" dir="auto">
          {note}
        </p>
      ))}
      <div className="mt-3 flex min-h-11 flex-wrap items-center gap-x-4">
        <StatusBadge status={work.status} className="font-medium text-sm" />
        <UnsentBadge jobId={work.id} />
      </div>
      {stuck.length > 0 && (
        <ul aria-label={words.notSentOf(work.vehicle_number)} className="my-2 divide-y border-y">
          {stuck.map((entry) => (
            <UnsentRow key={entry.number} entry={entry} />
          ))}
        </ul>
      )}
      <Steps work={work} showsPhotos={showsPhotos} onPhotos={() => setShowsPhotos(!showsPhotos)} />
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

interface StepsProps {
  work: Work
  showsPhotos: boolean
  onPhotos: () => void
}

/** The next steps of a car, and its photos. */
function Steps({ work, showsPhotos, onPhotos }: StepsProps) {
  const words = useWords(WORK)
  const statuses = useWords(STATUS_WORDS)
  const canUpdate = useCan('work:update')
  const canSeePhotos = useCan('photos:read')
  const move = useMoveWork(work)
  // A button that goes lets the next one slip into its place.
  const buttons = useShield<HTMLDivElement>(`${work.status} ${work.allowed_statuses}`)
  return (
    <div ref={buttons} className="grid grid-cols-2 gap-2 sm:mt-3 sm:flex sm:flex-wrap sm:justify-end">
      {canUpdate &&
        STEPS.filter((step) => work.allowed_statuses.includes(step)).map((status) => (
          <Button
            key={status}
            records
            variant="outline"
            busy={move.isPending && move.variables === status}
            disabled={move.isPending}
            aria-label={words.of(statuses[status].action, work.vehicle_number)}
            onClick={() => move.mutate(status)}
          >
            {statuses[status].action}
          </Button>
        ))}
      {canSeePhotos && (
        <Button
          variant="outline"
          className="max-sm:col-span-2"
          aria-expanded={showsPhotos}
          aria-label={words.of(words.inspectionAndPhotos, work.vehicle_number)}
          onClick={onPhotos}
        >
          <Images aria-hidden /> {words.inspectionAndPhotos}
        </Button>
      )}
    </div>
  )
}
