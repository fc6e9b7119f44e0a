import { toast } from 'sonner'
import type { Schemas } from '@/api/client'
import type { JobDetail } from '@/domain/jobs'
import { newId } from '@/lib/new-id'
import { wordsNow } from '@/lib/words'
import { type Entry, outbox } from '@/outbox/outbox'
import { isFinishing } from './findings'
import type { InspectedPoint, Inspection, Template } from './queries'
import { INSPECTIONS, shippedName } from './words'

type InspectedJob = Pick<JobDetail, 'id' | 'vehicle_number'>

/** The order of the inspections of a job in the outbox. */
export function orderOf(jobId: string): string {
  return `inspections of ${jobId}`
}

/** Begins an inspection, kept here until the server has it; returns it as it will be. Null: nothing can be kept. */
export async function startInspection(job: InspectedJob, template: Template): Promise<Inspection | null> {
  const id = newId()
  const words = wordsNow(INSPECTIONS)
  const begun = inspectionOf(id, job.id, template)
  const isKept = await keep(job, {
    path: `/api/jobs/${job.id}/inspections/${id}`,
    label: words.of(shippedName(words, template.name), job.vehicle_number),
    about: { inspection: id, begun: JSON.stringify(begun) },
    said: { template_id: template.id },
  })
  return isKept ? begun : null
}

/** Says how a point was found, kept here until the server has it. */
export function answerPoint(
  job: InspectedJob,
  inspection: Inspection,
  point: InspectedPoint,
  said: Omit<Schemas['PointAnswer'], 'answered_at'>,
): Promise<boolean> {
  return keep(job, {
    path: `/api/inspections/${inspection.id}/points/${point.id}`,
    label: wordsNow(INSPECTIONS).of(point.title, job.vehicle_number),
    about: { inspection: inspection.id, point: point.id },
    said: { ...said, answered_at: new Date().toISOString() },
  })
}

/** Finishes an inspection: its answers stay from then on. It goes after them, and after the photos of the car. */
export async function finishInspection(
  job: InspectedJob,
  inspection: Inspection,
  unsent: readonly Entry[],
): Promise<boolean> {
  // One that was refused before is settled by this one.
  for (const entry of unsent) if (isFinishing(entry, inspection)) await outbox.discard(entry)
  return keep(job, {
    kind: 'finishing',
    path: `/api/inspections/${inspection.id}/finish`,
    label: wordsNow(INSPECTIONS).finishedOf(inspection.name, job.vehicle_number),
    about: { inspection: inspection.id },
    said: {},
  })
}

interface Kept {
  kind?: 'inspection' | 'finishing'
  path: `/api/${string}`
  label: string
  about: Record<string, string>
  said: object
}

async function keep(
  job: InspectedJob,
  { kind = 'inspection', path, label, about, said }: Kept,
): Promise<boolean> {
  try {
    await outbox.add([
      {
        kind,
        jobId: job.id,
        order: orderOf(job.id),
        label,
        about,
        request: { method: 'PUT', path },
        body: JSON.stringify(said),
      },
    ])
    return true
  } catch {
    const words = wordsNow(INSPECTIONS)
    toast.error(words.notSaved, { description: words.noRoom })
    return false
  }
}

function inspectionOf(id: string, jobId: string, template: Template): Inspection {
  const groups = template.groups.map(({ title, points }) => ({
    title,
    points: points.map((point) => ({
      ...point,
      answer: null,
      measured: null,
      note: null,
      photo_ids: [],
      answered_at: null,
      answered_by_name: null,
    })),
  }))
  return {
    id,
    job_id: jobId,
    template_id: template.id,
    name: template.name,
    groups,
    counts: { good: 0, soon: 0, now: 0, not_checked: groups.flatMap(({ points }) => points).length },
    started_at: new Date().toISOString(),
    started_by_name: null,
    finished_at: null,
    finished_by_name: null,
  }
}
