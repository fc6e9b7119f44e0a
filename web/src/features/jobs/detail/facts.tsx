import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Card, CardHead } from '@/components/ui/card'
import { useFormats } from '@/domain/formats'
import type { JobDetail } from '@/domain/jobs'
import { useCan, useSeesAll } from '@/domain/permissions'
import { inSentence } from '@/lib/days'

/** What is done on the car, for whom, by whom, and until when. */
export function Facts({ job }: { job: JobDetail }) {
  const { dayTime, day, count } = useFormats()
  const seesAll = useSeesAll()
  const canOpenMember = useCan('members:manage')
  const days = job.planned_completion_days
  return (
    <Card>
      <CardHead title="Work" />
      <p className="whitespace-pre-line break-words px-4 pt-4 pb-1">{job.work_description}</p>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 p-4">
        {job.parts_required && <Fact name="Parts">{job.parts_required}</Fact>}
        {job.worker_assigned && <Fact name="Worker">{job.worker_assigned}</Fact>}
        <Fact name="Taken in">
          {dayTime(job.created_at)}
          {job.odometer_km !== null && <span className="figure block">{count(job.odometer_km)} km</span>}
        </Fact>
        <Fact name="Planned">
          {days === 0 ? 'Same day' : `${days} ${days === 1 ? 'day' : 'days'}`}, by{' '}
          {inSentence(day(job.due_at))}
        </Fact>
        {job.completed_at && <Fact name="Work completed">{dayTime(job.completed_at)}</Fact>}
        {seesAll && job.manager_name && (
          <Fact name="Manager">
            {canOpenMember ? (
              <Link to={`/team/${job.manager_id}`} className="underline underline-offset-4">
                {job.manager_name}
              </Link>
            ) : (
              job.manager_name
            )}
          </Fact>
        )}
        {job.address && (
          <Fact name="Address" wide>
            {job.address}
          </Fact>
        )}
        {job.internal_notes && (
          <Fact name="Internal notes" wide>
            {job.internal_notes}
          </Fact>
        )}
      </dl>
    </Card>
  )
}

function Fact({ name, wide, children }: { name: string; wide?: boolean; children: ReactNode }) {
  return (
    <div className={wide ? 'col-span-2' : 'min-w-0'}>
      <dt className="label-caps">{name}</dt>
      <dd className="whitespace-pre-line break-words text-sm">{children}</dd>
    </div>
  )
}
