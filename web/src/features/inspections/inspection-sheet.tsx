import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { sentence } from '@/api/problem'
import { Notice } from '@/components/field'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { COMMON } from '@/lib/common-words'
import { useWords } from '@/lib/words'
import type { Entry } from '@/outbox/outbox'
import { type InspectionJob, pointsOf, wantsPhoto } from './findings'
import { FoundCounts } from './found-counts'
import { PointStep, type Said } from './point-step'
import { discardInspection, type InspectedPoint, type Inspection, inspectionsQuery } from './queries'
import { answerPoint, finishInspection } from './send-inspection'
import { INSPECTIONS } from './words'

interface InspectionSheetProps {
  job: InspectionJob
  inspection: Inspection
  /** What is on this device only. */
  unsent: readonly Entry[]
  onClose: () => void
}

/** Walks through the points of an inspection, one a screen; the last screen sums up and finishes. */
export default function InspectionSheet({ job, inspection, unsent, onClose }: InspectionSheetProps) {
  const words = useWords(INSPECTIONS)
  const { back, of } = useWords(COMMON)
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
          point
            ? words.place(group?.title ?? '', of(at + 1, points.length))
            : words.allPoints(job.vehicle_number)
        }
        className="flex h-dvh max-h-dvh flex-col border-t-0 sm:h-[40rem] sm:max-h-[92dvh]"
        onOpenAutoFocus={(event) => event.preventDefault()}
      >
        <progress
          className="mb-2 h-1 w-full accent-[var(--foreground)]"
          value={points.length - inspection.counts.not_checked}
          max={points.length}
          aria-label={words.checked}
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
              <ChevronLeft aria-hidden className="rtl:rotate-180" /> {back}
            </Button>
            <Button size="lg" variant="outline" onClick={() => setAt(at + 1)}>
              {point.answer === null ? words.skip : words.next}{' '}
              <ChevronRight aria-hidden className="rtl:rotate-180" />
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
  const words = useWords(INSPECTIONS)
  const { back } = useWords(COMMON)
  const points = pointsOf(inspection)
  const isWithoutPhoto = (point: InspectedPoint) => point.photo_ids.length === 0
  const bare = points.filter((point) => wantsPhoto(point) && isWithoutPhoto(point))
  const unchecked = points.filter((point) => point.answer === null && !bare.includes(point))
  const isUntouched = points.every(({ answer }) => answer === null)
  const discard = useDiscard(job.id, inspection.id, onClose)
  const finish = async () => {
    if (!(await finishInspection(job, inspection, unsent))) return
    toast.success(words.finished, { description: job.vehicle_number })
    onClose()
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-4">
      <FoundCounts counts={inspection.counts} />
      <div className="min-h-0 flex-1 space-y-4 overflow-y-auto">
        <GoTo title={words.photoMissing} points={bare} all={points} onShow={onShow} />
        <GoTo title={words.notChecked} points={unchecked} all={points} onShow={onShow} />
      </div>
      {discard.error && <Notice>{sentence(discard.error)}</Notice>}
      <div className="grid gap-2">
        <Button
          variant="primary"
          size="lg"
          className="h-14"
          records
          disabled={bare.length > 0 || isUntouched}
          onClick={() => void finish()}
        >
          {words.finish}
        </Button>
        <div className="grid grid-cols-2 gap-2">
          <Button size="lg" variant="outline" onClick={() => onShow(points.length - 1)}>
            <ChevronLeft aria-hidden className="rtl:rotate-180" /> {back}
          </Button>
          {isUntouched ? (
            <Button
              size="lg"
              variant="danger"
              busy={discard.isPending}
              disabled={unsent.length > 0}
              onClick={() => discard.mutate()}
            >
              {words.discard}
            </Button>
          ) : (
            <Button size="lg" variant="outline" onClick={onClose}>
              {words.later}
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
              className="flex min-h-11 w-full items-center justify-between gap-2 text-start"
              onClick={() => onShow(all.indexOf(point))}
            >
              {point.title} <ChevronRight className="size-4 shrink-0 text-muted rtl:rotate-180" aria-hidden />
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Discards an inspection of which nothing is answered yet. */
function useDiscard(jobId: string, inspectionId: string, onClose: () => void) {
  const client = useQueryClient()
  const words = useWords(INSPECTIONS)
  return useMutation({
    mutationFn: () => discardInspection(inspectionId),
    onSuccess: () => {
      toast(words.discarded)
      onClose()
    },
    onSettled: () => client.invalidateQueries({ queryKey: inspectionsQuery(jobId).queryKey }),
  })
}
