import { useQuery } from '@tanstack/react-query'
import { ClipboardCheck } from 'lucide-react'
import { type ReactNode, Suspense, useState } from 'react'
import { lazyPart } from '@/components/lazy-part'
import { ErrorState } from '@/components/states'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { useFormats } from '@/domain/formats'
import { useCan } from '@/domain/permissions'
import { inSentence } from '@/lib/days'
import { useWords } from '@/lib/words'
import { detailOf, findingsOf, type InspectionJob, TONES } from './findings'
import { FoundCounts } from './found-counts'
import { PointPhotos } from './point-photos'
import { type InspectedPoint, type Inspection, templatesQuery } from './queries'
import { startInspection } from './send-inspection'
import { useInspections } from './use-inspections'
import { INSPECTIONS, shippedName } from './words'

const InspectionSheet = lazyPart(() => import('./inspection-sheet'))

interface InspectionsCardProps {
  job: InspectionJob
  /** What can be done with a finding. */
  action?: (point: InspectedPoint) => ReactNode
}

/** What was found at the vehicle, with photos, and the way to look it over. */
export default function InspectionsCard({ job, action }: InspectionsCardProps) {
  const words = useWords(INSPECTIONS)
  const canInspect = useCan('photos:add') && job.status !== 'closed'
  const { inspections, unsent, error, isLoading, refetch } = useInspections(job.id)
  const [openId, setOpenId] = useState<string | null>(null)
  const opened = inspections.find(({ id }) => id === openId)
  const isGoingOn = inspections.some(({ finished_at: finishedAt }) => finishedAt === null)
  return (
    <Card>
      <CardHead title={words.inspection} />
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} className="py-6" />
      ) : (
        <div className="divide-y">
          {inspections.map((inspection) => (
            <Findings
              key={inspection.id}
              job={job}
              inspection={inspection}
              action={action}
              onGoOn={canInspect ? () => setOpenId(inspection.id) : undefined}
            />
          ))}
          {!isLoading && inspections.length === 0 && (
            <p className="px-4 py-3 text-muted text-sm">{canInspect ? words.lookOver : words.notYet}</p>
          )}
          {canInspect && !isGoingOn && !isLoading && <Start job={job} onStarted={setOpenId} />}
        </div>
      )}
      <Suspense>
        {opened && opened.finished_at === null && (
          <InspectionSheet job={job} inspection={opened} unsent={unsent} onClose={() => setOpenId(null)} />
        )}
      </Suspense>
    </Card>
  )
}

function Start({ job, onStarted }: { job: InspectionJob; onStarted: (id: string) => void }) {
  const { data: templates = [] } = useQuery(templatesQuery)
  const words = useWords(INSPECTIONS)
  return (
    <div className="flex flex-wrap gap-2 p-4">
      {templates.map((template) => (
        <Button
          key={template.id}
          records
          variant="outline"
          className="grow"
          onClick={() => void startInspection(job, template).then((begun) => begun && onStarted(begun.id))}
        >
          <ClipboardCheck aria-hidden /> {shippedName(words, template.name)}
        </Button>
      ))}
    </div>
  )
}

interface FindingsProps {
  job: InspectionJob
  inspection: Inspection
  action: InspectionsCardProps['action']
  onGoOn: (() => void) | undefined
}

function Findings({ job, inspection, action, onGoOn }: FindingsProps) {
  const { dayTime } = useFormats()
  const words = useWords(INSPECTIONS)
  const findings = findingsOf(inspection)
  const isDone = inspection.finished_at !== null
  const who = isDone ? inspection.finished_by_name : inspection.started_by_name
  const when = inspection.finished_at ?? inspection.started_at
  return (
    <section aria-label={inspection.name} className="space-y-3 px-4 py-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <div>
          <h3 className="font-medium">{inspection.name}</h3>
          <p className="text-muted text-sm">
            {isDone ? dayTime(when) : words.notFinished(inSentence(dayTime(when)))}
            {who ? `, ${who}` : ''}
          </p>
        </div>
        <FoundCounts counts={inspection.counts} />
      </div>
      {findings.length > 0 && (
        <ul className="divide-y border-y" aria-label={words.needsWork}>
          {findings.map((point) => (
            <li key={point.id} className="flex flex-wrap items-center gap-x-3 gap-y-2 py-2">
              {point.answer && <Badge tone={TONES[point.answer]}>{words.found[point.answer]}</Badge>}
              <p className="min-w-40 flex-1">
                {point.title}
                <span className="block text-muted text-sm">{detailOf(point)}</span>
              </p>
              <PointPhotos jobId={job.id} point={point} />
              {action?.(point)}
            </li>
          ))}
        </ul>
      )}
      {!isDone && onGoOn && (
        <Button variant="primary" size="lg" className="w-full" onClick={onGoOn}>
          {words.goOn}
        </Button>
      )}
    </section>
  )
}
