import { BellRing, MessageCircle, Phone, Wrench } from 'lucide-react'
import { Link } from 'react-router'
import { usePages } from '@/api/use-pages'
import { EndlessList } from '@/components/endless-list'
import { Money } from '@/components/money'
import { PageHeader } from '@/components/page-header'
import { EmptyState, ErrorState } from '@/components/states'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { Choice } from '@/components/ui/choice'
import { useFormats } from '@/domain/formats'
import { useCan } from '@/domain/permissions'
import { dialLink, shownPhone, whatsAppLink } from '@/domain/phone'
import { dueWords, lateWords } from '@/features/service-reminders/due-words'
import {
  type Deferred,
  dueQuery,
  notDoneQuery,
  type ServiceReminder,
} from '@/features/service-reminders/queries'
import { Answers } from '@/features/service-reminders/reminder-row'
import { inSentence } from '@/lib/days'
import { useAddress } from '@/lib/use-address'
import { LinesSkeleton } from './lines-skeleton'

const SHOWN = [
  { value: 'due', label: 'Due again' },
  { value: 'not-done', label: 'Not done' },
] as const

/** Whom to ask back: what is due again, and what was proposed and not done. */
export function Component() {
  const [params, set] = useAddress()
  const canReadJobs = useCan('jobs:read')
  const show = canReadJobs && params.get('show') === 'not-done' ? 'not-done' : 'due'
  return (
    <>
      <PageHeader title="Follow up" note="Customers whose vehicles need something." />
      {canReadJobs && (
        <Choice
          label="Show"
          className="mb-4 md:w-fit"
          value={show}
          options={SHOWN}
          onChange={(value) => set({ show: value === 'due' ? '' : value })}
        />
      )}
      {show === 'due' ? <DueAgain /> : <NotDone />}
    </>
  )
}

function DueAgain() {
  const query = usePages(dueQuery)
  return (
    <Card>
      {query.isPending ? (
        <LinesSkeleton label="Loading what is due" />
      ) : query.isError && query.rows.length === 0 ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.rows.length === 0 ? (
        <EmptyState icon={BellRing} title="Nothing is due">
          Set reminders on a job, under Work. Each is listed here a month before it is due.
        </EmptyState>
      ) : (
        <EndlessList
          label="Due again"
          rows={query.rows}
          rowKey={({ id }) => id}
          renderRow={(reminder) => <DueRow reminder={reminder} />}
          estimatedHeight={{ card: 150, line: 90 }}
          pages={query}
        />
      )}
    </Card>
  )
}

function DueRow({ reminder }: { reminder: ServiceReminder }) {
  const { today, count } = useFormats()
  const { phone, customer_name: name, may_be_reminded: mayBe, message } = reminder
  const when = dueWords(reminder, today(), count)
  const late = lateWords(reminder, today())
  const chat = message && phone ? whatsAppLink(phone) : null
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b px-4 py-3">
      <div className="min-w-52 flex-1">
        <p className="font-medium">
          {reminder.title} {late && <Badge tone="warning">{late}</Badge>}
        </p>
        <p className="text-sm">
          <Link to={`/vehicles/${reminder.vehicle_id}`} className="tap underline underline-offset-4">
            {reminder.vehicle_number}
          </Link>{' '}
          {[reminder.car_model, name].filter(Boolean).join(', ')}
        </p>
        <p className="text-muted text-sm">
          {when}
          {name !== null && !mayBe && '. Has not agreed to messages'}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        {phone && (
          <Button asChild size="sm" variant="outline">
            <a href={dialLink(phone)} aria-label={`Call ${name ?? shownPhone(phone)}`}>
              <Phone aria-hidden /> Call
            </a>
          </Button>
        )}
        {chat && message && (
          <Button asChild size="sm" variant="outline">
            <a
              href={`${chat}?${new URLSearchParams({ text: message })}`}
              target="_blank"
              rel="noopener noreferrer"
              aria-label={`WhatsApp to ${name ?? shownPhone(phone ?? '')}`}
            >
              <MessageCircle aria-hidden /> WhatsApp
            </a>
          </Button>
        )}
        <Answers reminder={reminder} />
      </div>
    </div>
  )
}

function NotDone() {
  const { money } = useFormats()
  const query = usePages(notDoneQuery)
  const sum = query.rows.reduce((total, { amount }) => total + amount, 0)
  const counted = `${query.rows.length}${query.hasNextPage ? ' newest' : ''}`
  return (
    <Card>
      {query.rows.length > 0 && <CardHead title={money(sum)} note={`on the ${counted} below`} />}
      {query.isPending ? (
        <LinesSkeleton label="Loading what was not done" />
      ) : query.isError && query.rows.length === 0 ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.rows.length === 0 ? (
        <EmptyState icon={Wrench} title="Nothing was left undone">
          What customers answer with "Not now", or not at all, waits here for a call.
        </EmptyState>
      ) : (
        <EndlessList
          label="Not done"
          rows={query.rows}
          rowKey={({ id }) => id}
          renderRow={(service) => <NotDoneRow service={service} />}
          estimatedHeight={{ card: 90, line: 76 }}
          pages={query}
        />
      )}
    </Card>
  )
}

const ANSWERS: Record<Deferred['state'], string> = {
  proposed: 'Not answered',
  call_me: 'Wants a call',
  declined: 'Not now',
  approved: 'Approved',
  withdrawn: 'Withdrawn',
}

function NotDoneRow({ service }: { service: Deferred }) {
  const { day } = useFormats()
  return (
    <Link
      to={`/jobs/${service.job_id}?tab=work`}
      className="flex min-h-16 items-center justify-between gap-4 border-b px-4 py-2 transition-colors hover:bg-raised focus-visible:outline-offset-[-2px]"
    >
      <span className="min-w-0">
        <span className="block break-words font-medium">{service.title}</span>
        <span className="block text-sm">
          {service.vehicle_number} · {service.car_model} · {service.customer_name}
        </span>
        <span className="block text-muted text-xs">
          {ANSWERS[service.state]}, {inSentence(day(service.answered_at ?? service.proposed_at))}
          {service.reason ? ` · ${service.reason}` : ''}
        </span>
      </span>
      <Money amount={service.amount} className="shrink-0 font-medium" />
    </Link>
  )
}
