import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { sentence } from '@/api/problem'
import { Notice } from '@/components/field'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { type InspectionJob, pointsOf, wantsPhoto } from './findings'
import { FoundCounts } from './found-counts'
import { PointStep, type Said } from './point-step'
import {
  discardInspection,
  finishInspection,
  type InspectedPoint,
  type Inspection,
  inspectionsQuery,
} from './queries'
import { answerPoint } from './send-inspection'

interface InspectionSheetProps {
  job: InspectionJob
  inspection: Inspection
  /** How many answers are on this device only. */
  unsent: number
  onClose: () => void
}

/** Walks through the points of an inspection, one a screen; the last screen sums up and finishes. */
export default function InspectionSheet({ job, inspection, unsent, onClose }: InspectionSheetProps) {
  const points = pointsOf(inspection)
  const [at, setAt] = useState(() => {
    const first = points.findIndex(({ answer }) => answer === null)
    return first === -1 ? points.length : first
  })
  const point = points[at]
  const group = inspection.groups.find(({ points: of }) => of.some(({ id }) => id === point?.id))
  const say = async (said: Said, isDone: boolean) => {
    if (!point || said.answer === null) return
    const isKept = await answerPoint(job, inspection, point, said)
    if (isKept && isDone) setAt(at + 1)
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={point ? point.title : inspection.name}
        description={
          point ? `${group?.title ?? ''}, ${at + 1} of ${points.length}` : `${job.vehicle_number}, all points`
        }
        className="flex h-dvh max-h-dvh flex-col border-t-0 sm:h-[40rem] sm:max-h-[92dvh]"
        onOpenAutoFocus={(event) => event.preventDefault()}
      >
        <progress
          className="mb-2 h-1 w-full accent-[var(--foreground)]"
          value={points.length - inspection.counts.not_checked}
          max={points.length}
          aria-label="Points checked"
        />
        {point ? (
          <PointStep
            key={point.id}
            job={job}
            point={point}
            onSay={(said, isDone) => void say(said, isDone)}
          />
        ) : (
          <Summary job={job} inspection={inspection} unsent={unsent} onShow={setAt} onClose={onClose} />
        )}
        {point && (
          <div className="mt-4 grid grid-cols-2 gap-2">
            <Button size="lg" variant="outline" disabled={at === 0} onClick={() => setAt(at - 1)}>
              <ChevronLeft aria-hidden /> Back
            </Button>
            <Button size="lg" variant="outline" onClick={() => setAt(at + 1)}>
              {point.answer === null ? 'Skip' : 'Next'} <ChevronRight aria-hidden />
            </Button>
          </div>
        )}
      </DialogContent>
    </Dialog>
  )
}

interface SummaryProps extends InspectionSheetProps {
  onShow: (at: number) => void
}

function Summary({ job, inspection, unsent, onShow, onClose }: SummaryProps) {
  const points = pointsOf(inspection)
  const isWithoutPhoto = (point: InspectedPoint) => point.photo_ids.length === 0
  const bare = points.filter((point) => wantsPhoto(point) && isWithoutPhoto(point))
  const unchecked = points.filter((point) => point.answer === null && !bare.includes(point))
  const isUntouched = points.every(({ answer }) => answer === null)
  const { finish, discard } = useEnd(job.id, inspection.id, onClose)
  const error = finish.error ?? discard.error
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-4">
      <FoundCounts counts={inspection.counts} />
      <div className="min-h-0 flex-1 space-y-4 overflow-y-auto">
        <GoTo title="Photo missing" points={bare} all={points} onShow={onShow} />
        <GoTo title="Not checked" points={unchecked} all={points} onShow={onShow} />
      </div>
      {error && <Notice>{sentence(error)}</Notice>}
      {unsent > 0 && (
        <Notice tone="info">
          {unsent === 1 ? '1 answer is' : `${unsent} answers are`} being sent. You can finish when they are.
        </Notice>
      )}
      <div className="grid gap-2">
        <Button
          variant="primary"
          size="lg"
          className="h-14"
          busy={finish.isPending}
          disabled={unsent > 0 || bare.length > 0 || isUntouched}
          onClick={() => finish.mutate()}
        >
          Finish inspection
        </Button>
        <div className="grid grid-cols-2 gap-2">
          <Button size="lg" variant="outline" onClick={() => onShow(points.length - 1)}>
            <ChevronLeft aria-hidden /> Back
          </Button>
          {isUntouched ? (
            <Button
              size="lg"
              variant="danger"
              busy={discard.isPending}
              disabled={unsent > 0}
              onClick={() => discard.mutate()}
            >
              Discard
            </Button>
          ) : (
            <Button size="lg" variant="outline" onClick={onClose}>
              Finish later
            </Button>
          )}
        </div>
      </div>
    </div>
  )
}

interface GoToProps {
  title: string
  points: readonly InspectedPoint[]
  all: readonly InspectedPoint[]
  onShow: (at: number) => void
}

function GoTo({ title, points, all, onShow }: GoToProps) {
  if (points.length === 0) return null
  return (
    <section>
      <h3 className="mb-1 text-lg">{title}</h3>
      <ul>
        {points.map((point) => (
          <li key={point.id} className="border-b last:border-b-0">
            <button
              type="button"
              className="flex min-h-11 w-full items-center justify-between gap-2 text-left"
              onClick={() => onShow(all.indexOf(point))}
            >
              {point.title} <ChevronRight className="size-4 shrink-0 text-muted" aria-hidden />
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The two ends of an inspection: it is finished, or discarded while nothing is answered. */
function useEnd(jobId: string, inspectionId: string, onClose: () => void) {
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: inspectionsQuery(jobId).queryKey })
  const finish = useMutation({
    mutationFn: () => finishInspection(inspectionId),
    onSuccess: ({ message }) => {
      toast.success(message)
      onClose()
    },
    onSettled: refresh,
  })
  const discard = useMutation({
    mutationFn: () => discardInspection(inspectionId),
    onSuccess: ({ message }) => {
      toast(message)
      onClose()
    },
    onSettled: refresh,
  })
  return { finish, discard }
}
