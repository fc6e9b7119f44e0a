import { BellRing, CircleCheck, MessageCircle, Phone } from 'lucide-react'
import { Suspense, useState } from 'react'
import { Link } from 'react-router'
import { usePages } from '@/api/use-pages'
import { EndlessList } from '@/components/endless-list'
import { lazyPart } from '@/components/lazy-part'
import { ManagerSelect } from '@/components/manager-select'
import { Money } from '@/components/money'
import { PageHeader } from '@/components/page-header'
import { PlaceTabs } from '@/components/place-tabs'
import { EmptyState, ErrorState } from '@/components/states'
import { StatusBadge } from '@/components/status-badge'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Choice } from '@/components/ui/choice'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/domain/formats'
import { IN_SHOP_STATUSES, LEFT_STATUSES } from '@/domain/job-status'
import type { Job } from '@/domain/jobs'
import { useCan, useSeesAll } from '@/domain/permissions'
import { dialLink, shownPhone } from '@/domain/phone'
import { jobsQuery } from '@/features/jobs/queries'
import { WhatsAppCustomer } from '@/features/jobs/whatsapp-customer'
import { cn } from '@/lib/cn'
import { useAddress } from '@/lib/use-address'

const RemindAll = lazyPart(() => import('@/features/messages/remind-all'))
const WriteMessage = lazyPart(() => import('@/features/messages/write-message'))

const WHERE = [
  { value: 'left', label: 'Owed after delivery' },
  { value: 'shop', label: 'Still to bill' },
] as const
const PAGE_SIZE = 50

/** Who owes most, and the call or the message that asks for it. */
export function Component() {
  const [params, set] = useAddress()
  const seesAll = useSeesAll()
  const manager = seesAll ? (params.get('manager') ?? '') : ''
  const where = params.get('cars') === 'shop' ? 'shop' : 'left'
  const query = usePages(
    jobsQuery({
      outstanding: true,
      status: [...(where === 'shop' ? IN_SHOP_STATUSES : LEFT_STATUSES)],
      sort: '-remaining_amount',
      limit: PAGE_SIZE,
      ...(manager && { manager_id: manager }),
    }),
  )
  const [canSend, canManage] = [useCan('messages:send'), useCan('workshop:manage')]
  const canRemindAll = canSend && canManage && where === 'left'
  const [isReminding, setReminding] = useState(false)
  return (
    <>
      <Suspense>{isReminding && <RemindAll onClose={() => setReminding(false)} />}</Suspense>
      <PageHeader title="Money" tab="Who owes" />
      <PlaceTabs of="Money" />
      <div className="mb-4 flex flex-wrap gap-2">
        <Choice
          label="Which cars"
          value={where}
          options={WHERE}
          onChange={(value) => set({ cars: value === 'shop' ? value : '' })}
          className="w-full sm:w-88"
        />
        {canRemindAll && (
          <Button variant="outline" className="w-full sm:w-auto" onClick={() => setReminding(true)}>
            <BellRing aria-hidden /> Remind all
          </Button>
        )}
        {seesAll && (
          <div className="w-full sm:w-48">
            <ManagerSelect value={manager} onChange={(id) => set({ manager: id })} />
          </div>
        )}
      </div>
      <Card>
        {query.isPending ? (
          <Loading />
        ) : query.isError && query.rows.length === 0 ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : query.rows.length === 0 ? (
          <EmptyState icon={CircleCheck} title="Nobody owes anything">
            {where === 'left'
              ? 'Every car that has left is paid for.'
              : 'Every car in the shop is paid for so far.'}
          </EmptyState>
        ) : (
          <div className={cn('transition-opacity', query.isPlaceholderData && 'opacity-50')}>
            <EndlessList
              label="Who owes"
              rows={query.rows}
              rowKey={({ id }) => id}
              renderRow={(job) => <Debtor job={job} />}
              estimatedHeight={{ card: 89, line: 65 }}
              pages={query}
            />
          </div>
        )}
      </Card>
    </>
  )
}

/** Whoever owes on a job: the row leads to the job, its buttons call and remind, or write while the car is here. */
function Debtor({ job }: { job: Job }) {
  const { day } = useFormats()
  const canRemind = useCan('messages:send') && LEFT_STATUSES.includes(job.status)
  const [isReminding, setReminding] = useState(false)
  return (
    <div className="flex min-h-16 items-center gap-1 border-b pr-2">
      <Link
        to={`/jobs/${job.id}`}
        className="flex min-h-16 min-w-0 flex-1 items-center gap-x-4 px-4 py-2 hover:bg-raised focus-visible:outline-offset-[-2px]"
      >
        <span className="min-w-0 flex-1">
          <span className="block break-words font-medium text-sm">{job.customer_name}</span>
          <span className="block text-muted text-xs">
            <span className="figure">{job.vehicle_number}</span> ·{' '}
            {job.number !== null && (
              <>
                <span className="whitespace-nowrap">Job {job.number} ·</span>{' '}
              </>
            )}
            <span className="whitespace-nowrap">{day(job.created_at)}</span>
          </span>
        </span>
        <StatusBadge status={job.status} className="hidden @2xl:inline-flex" />
        <Money amount={job.remaining_amount} tone="risk" className="shrink-0 font-medium" />
      </Link>
      <Button asChild variant="outline" size="icon">
        <a href={dialLink(job.phone)} aria-label={`Call ${job.customer_name}, ${shownPhone(job.phone)}`}>
          <Phone aria-hidden />
        </a>
      </Button>
      {canRemind ? (
        <Button
          variant="ghost"
          size="icon"
          aria-label={`Remind ${job.customer_name}`}
          onClick={() => setReminding(true)}
        >
          <MessageCircle aria-hidden />
        </Button>
      ) : (
        <WhatsAppCustomer job={job} isIcon />
      )}
      <Suspense>
        {isReminding && (
          <WriteMessage job={job} first="balance_reminder" onClose={() => setReminding(false)} />
        )}
      </Suspense>
    </div>
  )
}

function Loading() {
  return (
    <div role="status" aria-label="Loading who owes" className="divide-y">
      {[1, 2, 3, 4, 5, 6].map((row) => (
        <div key={row} className="flex h-16 items-center justify-between gap-6 px-4">
          <Skeleton className="h-9 w-44" />
          <Skeleton className="h-5 w-20" />
        </div>
      ))}
    </div>
  )
}
