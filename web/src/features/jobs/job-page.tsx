import { useQuery } from '@tanstack/react-query'
import { CarFront, MessageCircle, Pencil, Phone } from 'lucide-react'
import { Suspense, useCallback, useEffect, useRef, useState } from 'react'
import { Link, useParams } from 'react-router'
import { Problem } from '@/api/problem'
import { unansweredOf } from '@/api/use-submission'
import { Notice } from '@/components/field'
import { lazyPart } from '@/components/lazy-part'
import { PageHeader } from '@/components/page-header'
import { EmptyState, ErrorState } from '@/components/states'
import { StatusBadge } from '@/components/status-badge'
import { Button } from '@/components/ui/button'
import { useFormats } from '@/domain/formats'
import { type JobDetail, jobQuery } from '@/domain/jobs'
import { useCan } from '@/domain/permissions'
import { dialLink, shownPhone } from '@/domain/phone'
import { workshopQuery } from '@/domain/workshop'
import { DocumentsCard } from '@/features/documents/documents-card'
import { PaperStrip } from '@/features/documents/paper-strip'
import { paymentName } from '@/features/payments/payment-draft'
import { now } from '@/lib/clock'
import { addDays, shownDay } from '@/lib/days'
import { useMedia } from '@/lib/use-media'
import { forgetDrafts } from './detail/drafts'
import { Facts } from './detail/facts'
import { JobSkeleton } from './detail/job-skeleton'
import { MoneyPanel } from './detail/money-panel'
import { NextBar } from './detail/next-bar'
import { Payments } from './detail/payments'
import { RecordButton } from './detail/record-button'
import { StatusMoves } from './detail/status-moves'
import { Timeline } from './detail/timeline'
import { useOpened } from './detail/use-opened'
import { DueMark } from './due-mark'
import { LinesCard } from './lines/lines-card'
import { whatsAppToCustomer } from './whatsapp'

const RecordPayment = lazyPart(() => import('@/features/payments/record-payment'))
const EditJob = lazyPart(() => import('./detail/edit-job'))
const BACK = { to: '/jobs', label: 'Jobs' }

/** One job on one screen. */
export function Component() {
  const { id = '' } = useParams()
  const job = useQuery(jobQuery(id))
  if (job.data) return <JobView key={id} job={job.data} />
  if (job.isPending) return <JobSkeleton />
  const isMissing = job.error instanceof Problem && [404, 422].includes(job.error.status)
  return (
    <>
      <PageHeader title={isMissing ? 'Job not found' : 'Job'} back={BACK} />
      {isMissing ? (
        <EmptyState
          icon={CarFront}
          title="Job not found"
          action={
            <Button asChild variant="primary">
              <Link to="/jobs">Go to the jobs</Link>
            </Button>
          }
        >
          This job was not found. Check the link, or look for it in Jobs.
        </EmptyState>
      ) : (
        <ErrorState error={job.error} onRetry={() => void job.refetch()} />
      )}
    </>
  )
}

function closingDay(day: string, today: string): string {
  if (day <= today) return 'today'
  return day === addDays(today, 1) ? 'tomorrow' : `on ${shownDay(day, today)}`
}

interface JobHeaderProps {
  job: JobDetail
  hasRoom: boolean
  onEdit: () => void
}

/** Who or what a job names, and the way there where there is one. */
function RecordLink({ to, children }: { to: string | false | null; children: string }) {
  if (!to) return children
  return (
    <Link to={to} className="tap underline decoration-muted underline-offset-4 hover:decoration-current">
      {children}
    </Link>
  )
}

/** Which car this is, whose, where it stands, and the ways to its owner. */
function JobHeader({ job, hasRoom, onEdit }: JobHeaderProps) {
  const canUpdate = useCan('jobs:update')
  // A job of an older version names neither until it is gone through.
  const customer = useCan('customers:read') && job.customer_id
  const vehicle = useCan('vehicles:read') && job.vehicle_id
  const formats = useFormats()
  const { data: workshop } = useQuery(workshopQuery)
  const whatsApp = workshop ? whatsAppToCustomer(job, workshop.name, formats, now()) : null
  return (
    <PageHeader
      title={job.vehicle_number}
      tab={job.number === null ? undefined : `Job ${job.number}, ${job.vehicle_number}`}
      back={BACK}
      stacked
      note={
        <>
          <p className="text-base text-foreground">
            <RecordLink to={customer && `/customers/${customer}`}>{job.customer_name}</RecordLink>
            <span className="text-muted">
              {' · '}
              <RecordLink to={vehicle && `/vehicles/${vehicle}`}>{job.car_model}</RecordLink>
            </span>
          </p>
          <p className="mt-1.5 flex flex-wrap items-center gap-x-4 gap-y-1">
            {job.number !== null && <span className="figure text-foreground">Job {job.number}</span>}
            <StatusBadge status={job.status} className="font-medium text-foreground text-sm" />
            <DueMark job={job} className="text-sm" />
            {job.closes_on && (
              <span className="text-muted text-sm">
                Closes by itself {closingDay(job.closes_on, formats.today())}
              </span>
            )}
          </p>
        </>
      }
    >
      <div className="flex w-full gap-2 md:w-auto">
        <Button asChild variant="outline" className="flex-1 md:flex-none">
          <a href={dialLink(job.phone)}>
            <Phone aria-hidden />
            <span className="figure">{shownPhone(job.phone)}</span>
          </a>
        </Button>
        {whatsApp && (
          <Button asChild variant="outline">
            <a href={whatsApp} target="_blank" rel="noopener noreferrer" aria-label="WhatsApp">
              <MessageCircle aria-hidden />
              <span className="max-sm:hidden">WhatsApp</span>
            </a>
          </Button>
        )}
        {canUpdate && job.status !== 'closed' && (
          <Button variant="outline" onClick={onEdit} aria-label="Edit">
            <Pencil aria-hidden />
            <span className="max-sm:hidden">Edit</span>
          </Button>
        )}
      </div>
      {hasRoom && <StatusMoves job={job} />}
    </PageHeader>
  )
}

function JobView({ job }: { job: JobDetail }) {
  const { opened, open, close } = useOpened()
  const [isWaiting, setWaiting] = useState(() => unansweredOf(paymentName(job.id)) !== null)
  const record = useCallback(() => open('payment'), [open])
  // Where everything is beside each other nothing has to be kept at hand below.
  const hasRoom = useMedia('(width >= 64rem)')
  const recordButton = (
    <RecordButton job={job} isRecording={isWaiting && opened !== 'payment'} onRecord={record} />
  )
  const isLeftover = useRef(isWaiting)
  useEffect(() => {
    if (isLeftover.current) record()
    isLeftover.current = false
  }, [record])
  useEffect(() => {
    if (opened === null) forgetDrafts(job.id)
  }, [opened, job.id])
  return (
    <>
      <JobHeader job={job} hasRoom={hasRoom} onEdit={() => open('edit')} />
      {job.warnings.length > 0 && (
        <Notice tone="info" className="mb-4 text-muted">
          {job.warnings.join(' ')}
        </Notice>
      )}
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_21rem] lg:items-start">
        <div className="max-lg:contents lg:sticky lg:top-8 lg:col-start-2 lg:row-start-1 lg:space-y-4">
          <MoneyPanel job={job} papers={<PaperStrip job={job} />}>
            {hasRoom && recordButton}
          </MoneyPanel>
          <div id="documents" className="scroll-mt-18 max-lg:order-2">
            <DocumentsCard job={job} />
          </div>
        </div>
        {/* On a phone the papers come after the payments, not before the work. */}
        <div className="min-w-0 max-lg:contents lg:col-start-1 lg:row-start-1 lg:space-y-4">
          <div className="min-w-0 space-y-4 max-lg:order-1">
            <Facts job={job} />
            <LinesCard
              job={job}
              isEditing={opened === 'lines'}
              onEdit={() => open('lines')}
              onClose={close}
            />
            <Payments job={job} />
          </div>
          <div className="min-w-0 max-lg:order-3">
            <Timeline job={job} />
          </div>
        </div>
      </div>
      {!hasRoom && (
        <NextBar job={job} onEdit={() => open('edit')}>
          {recordButton}
        </NextBar>
      )}
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
        {opened === 'edit' && <EditJob job={job} onClose={close} />}
      </Suspense>
    </>
  )
}
