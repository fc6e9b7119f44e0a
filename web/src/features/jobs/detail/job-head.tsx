import { Pencil, Phone } from 'lucide-react'
import { type ReactNode, useEffect } from 'react'
import { Link } from 'react-router'
import { BackLink } from '@/components/page-header'
import { StatusBadge } from '@/components/status-badge'
import { Button } from '@/components/ui/button'
import { useFormats } from '@/domain/formats'
import type { JobDetail } from '@/domain/jobs'
import { useCan } from '@/domain/permissions'
import { dialLink, shownPhone } from '@/domain/phone'
import { cn } from '@/lib/cn'
import { addDays, inSentence, shownDay } from '@/lib/days'
import { DueMark } from '../due-mark'
import { WhatsAppCustomer } from '../whatsapp-customer'

export const BACK = { to: '/jobs', label: 'Jobs' }

interface JobHeadProps {
  job: JobDetail
  onEdit: () => void
  /** The next step, a payment and more, where they stay in sight above. */
  bar?: ReactNode
}

/** Which car this is, where it stands, whose it is, and the ways to its owner. */
export function JobHead({ job, onEdit, bar }: JobHeadProps) {
  const { number, vehicle_number: plate } = job
  const title = number === null ? plate : `Job ${number}, ${plate}`
  useEffect(() => {
    document.title = `${title} · RevOps`
  }, [title])
  return (
    <>
      <header className="contents">
        <BackLink {...BACK} />
        <div
          className={cn(
            'z-10 bg-background',
            bar && 'sticky top-0 -mx-2 flex min-h-16 items-center justify-between gap-6 px-2 py-2',
          )}
        >
          <div className={cn('min-w-0', bar && 'flex flex-wrap items-center gap-x-5')}>
            <h1 className="text-balance text-3xl leading-tight md:text-4xl md:leading-tight">{plate}</h1>
            <p className={cn('flex flex-wrap items-center gap-x-4 gap-y-1', !bar && 'mt-1')}>
              {number !== null && <span className="figure text-foreground text-sm">Job {number}</span>}
              <StatusBadge
                status={job.status}
                isCancelled={Boolean(job.cancelled_at)}
                className="font-medium text-foreground text-sm"
              />
              <DueMark job={job} className="text-sm" />
              <WhyClosed job={job} />
            </p>
          </div>
          {bar}
        </div>
      </header>
      <div className="mt-2 mb-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-3 lg:mb-5">
        <CarAndCustomer job={job} />
        <WaysToCustomer job={job} onEdit={onEdit} />
      </div>
    </>
  )
}

/** Why and when a job was cancelled, or when it closes by itself. */
function WhyClosed({ job }: { job: JobDetail }) {
  const { today, day } = useFormats()
  if (job.cancelled_at) {
    return (
      <span className="min-w-0 break-words text-muted text-sm">
        {inSentence(day(job.cancelled_at))}
        {job.cancel_reason && `: ${job.cancel_reason}`}
      </span>
    )
  }
  if (!job.closes_on) return null
  return <span className="text-muted text-sm">Closes automatically {closingDay(job.closes_on, today())}</span>
}

function closingDay(day: string, today: string): string {
  if (day <= today) return 'today'
  return day === addDays(today, 1) ? 'tomorrow' : `on ${shownDay(day, today)}`
}

function CarAndCustomer({ job }: { job: JobDetail }) {
  // A job of an older version names neither until it is gone through.
  const customer = useCan('customers:read') && job.customer_id
  const vehicle = useCan('vehicles:read') && job.vehicle_id
  return (
    <p className="min-w-0 text-base">
      <RecordLink to={customer && `/customers/${customer}`}>{job.customer_name}</RecordLink>
      <span className="text-muted">
        {' · '}
        <RecordLink to={vehicle && `/vehicles/${vehicle}`}>{job.car_model}</RecordLink>
      </span>
    </p>
  )
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

function WaysToCustomer({ job, onEdit }: Pick<JobHeadProps, 'job' | 'onEdit'>) {
  const canUpdate = useCan('jobs:update')
  return (
    <div className="flex w-full flex-wrap gap-2 md:w-auto">
      <Button asChild variant="outline" className="flex-1 md:flex-none">
        <a href={dialLink(job.phone)}>
          <Phone aria-hidden />
          <span className="figure">{shownPhone(job.phone)}</span>
        </a>
      </Button>
      <WhatsAppCustomer job={job} />
      {canUpdate && job.status !== 'closed' && (
        <Button variant="outline" onClick={onEdit} aria-label="Edit">
          <Pencil aria-hidden />
          <span className="max-sm:hidden">Edit</span>
        </Button>
      )}
    </div>
  )
}
