import { useQuery } from '@tanstack/react-query'
import { BellPlus } from 'lucide-react'
import { Suspense, useState } from 'react'
import { lazyPart } from '@/components/lazy-part'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { useFormats } from '@/domain/formats'
import { LEFT_STATUSES } from '@/domain/job-status'
import type { JobDetail } from '@/domain/jobs'
import { useCan } from '@/domain/permissions'
import { dueWords, lateWords } from './due-words'
import { ofVehicleQuery } from './queries'
import { Answers } from './reminder-row'
import { UsualReminders } from './usual-reminders'

const SetReminder = lazyPart(() => import('./set-reminder'))

/** What is due again on the vehicle of a job, and the way to set it. */
export default function RemindersCard({ job, vehicleId }: { job: JobDetail; vehicleId: string }) {
  const { today, count } = useFormats()
  const canSet = useCan('jobs:update')
  const { data = [] } = useQuery(ofVehicleQuery(vehicleId))
  const [isSetting, setSetting] = useState(false)
  return (
    <Card>
      <CardHead title="Due again">
        {canSet && (
          <Button size="sm" variant="outline" aria-haspopup="dialog" onClick={() => setSetting(true)}>
            <BellPlus aria-hidden /> Remind
          </Button>
        )}
      </CardHead>
      {data.length === 0 ? (
        <p className="px-4 py-3 text-muted text-sm">
          Set when the oil, brakes or insurance are due again. A month before, the car is listed under Follow
          up.
        </p>
      ) : (
        <ul className="divide-y" aria-label="Due again">
          {data.map((reminder) => (
            <li key={reminder.id} className="flex flex-wrap items-center justify-between gap-2 px-4 py-3">
              <p className="min-w-40 flex-1">
                {reminder.title}{' '}
                {lateWords(reminder, today()) && <Badge tone="warning">{lateWords(reminder, today())}</Badge>}
                <span className="block text-muted text-sm">{dueWords(reminder, today(), count)}</span>
              </p>
              <Answers reminder={reminder} />
            </li>
          ))}
        </ul>
      )}
      {canSet && LEFT_STATUSES.includes(job.status) && (
        <UsualReminders jobId={job.id} there={data.map(({ title }) => title)} />
      )}
      <Suspense>{isSetting && <SetReminder jobId={job.id} onClose={() => setSetting(false)} />}</Suspense>
    </Card>
  )
}
