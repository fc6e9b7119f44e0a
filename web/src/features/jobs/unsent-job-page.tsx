import { Phone } from 'lucide-react'
import { Suspense, useState } from 'react'
import { lazyPart } from '@/components/lazy-part'
import { Money } from '@/components/money'
import { PageHeader } from '@/components/page-header'
import { StatusBadge } from '@/components/status-badge'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { useCan } from '@/domain/permissions'
import { dialLink, shownPhone } from '@/domain/phone'
import { UnsentBadge } from '@/outbox/unsent-badge'
import { type UnsentJob, useUnsentOf } from '@/outbox/unsent-job'
import { headsOf, UnsentRow } from '@/outbox/unsent-row'
import { JobBar } from './detail/job-bar'
import { RecordButton } from './detail/record-button'
import { useOpened } from './detail/use-opened'

const RecordPayment = lazyPart(() => import('@/features/payments/record-payment'))
const PhotosCard = lazyPart(() => import('@/features/photos/photos-card'))

/** A job that is on this device only: what was typed, and what can be done to it until it is sent. */
export function UnsentJobPage({ job, said }: UnsentJob) {
  const { opened, open, close } = useOpened()
  const [isWaiting, setWaiting] = useState(false)
  const entries = useUnsentOf(job.id)
  const canSeePhotos = useCan('photos:read')
  const record = () => open('payment')
  return (
    <>
      <PageHeader
        title={job.vehicle_number}
        back={{ to: '/jobs', label: 'Jobs' }}
        stacked
        note={<WhoAndWhat job={job} />}
      >
        <Button asChild variant="outline">
          <a href={dialLink(job.phone)}>
            <Phone aria-hidden />
            <span className="figure">{shownPhone(job.phone)}</span>
          </a>
        </Button>
        <JobBar job={job} />
      </PageHeader>
      <div className="space-y-4">
        <Card>
          <CardHead title="Money" />
          <dl className="flex flex-wrap gap-x-8 gap-y-2 px-4 py-3 text-sm">
            <Sum words="Estimate" amount={said.estimated_amount ?? null} />
            <Sum words="Paid" amount={job.total_paid} />
            {job.remaining_amount > 0 && <Sum words="Outstanding" amount={job.remaining_amount} />}
          </dl>
          <div className="px-4 pb-4">
            <RecordButton job={job} isRecording={isWaiting && opened !== 'payment'} onRecord={record} />
          </div>
        </Card>
        <Card>
          <CardHead title="Not sent yet" />
          <ul className="divide-y px-4">
            {headsOf(entries).map((entry) => (
              <UnsentRow key={entry.number} entry={entry} />
            ))}
          </ul>
        </Card>
        <WorkCard job={job} />
        {canSeePhotos && (
          <Suspense>
            <PhotosCard job={job} />
          </Suspense>
        )}
      </div>
      <Suspense>
        {(opened === 'payment' || isWaiting) && (
          <RecordPayment
            job={job}
            open={opened === 'payment'}
            onClose={close}
            onReopen={record}
            onWaiting={setWaiting}
          />
        )}
      </Suspense>
    </>
  )
}

function Sum({ words, amount }: { words: string; amount: number | null }) {
  return (
    <div>
      <dt className="text-muted">{words}</dt>
      <dd className="font-medium">{amount === null ? 'To follow' : <Money amount={amount} />}</dd>
    </div>
  )
}

function WhoAndWhat({ job }: { job: UnsentJob['job'] }) {
  return (
    <>
      {/* On paper the badges of a screen say little. */}
      <p className="hidden font-medium text-lg print:block">Draft: it is not in the books yet.</p>
      <p className="text-base text-foreground">
        {job.customer_name} <span className="text-muted">· {job.car_model}</span>
      </p>
      <p className="mt-1.5 flex flex-wrap items-center gap-x-4 gap-y-1">
        <StatusBadge status={job.status} className="font-medium text-foreground text-sm" />
        <UnsentBadge jobId={job.id} className="text-sm" />
        <span className="text-muted text-sm">Number follows</span>
      </p>
    </>
  )
}

function WorkCard({ job }: { job: UnsentJob['job'] }) {
  const rows = [
    ['Work', job.work_description],
    ['Parts', job.parts_required],
    ['Worker', job.worker_assigned],
    ['Notes', job.internal_notes],
  ].filter(([, value]) => value)
  return (
    <Card>
      <CardHead title="Work" />
      <dl className="space-y-2 px-4 py-3 text-sm">
        {rows.map(([words, value]) => (
          <div key={words}>
            <dt className="text-muted">{words}</dt>
            <dd className="break-words">{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
