import { queryOptions, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { toast } from 'sonner'
import { api, type Schemas, unwrap } from '@/api/client'
import { sentence } from '@/api/problem'
import { PageHeader } from '@/components/page-header'
import { ErrorState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Choice } from '@/components/ui/choice'
import { Skeleton } from '@/components/ui/skeleton'
import { can, ROLES } from '@/domain/permissions'
import { daysOf, PERIODS, type Period, readPeriod } from '@/domain/scope'
import { enterGarage, useMe } from '@/domain/session'
import { now } from '@/lib/clock'
import { cn } from '@/lib/cn'
import { dayOf } from '@/lib/days'
import { count, money } from '@/lib/money'

type Membership = Schemas['MembershipOut']

/** The figures of one garage, and how it writes them, whichever garage this tab works in. */
function garageQuery(workshopId: string, period: Period) {
  const header = { 'X-Workshop': workshopId }
  return queryOptions({
    queryKey: ['garages', workshopId, period],
    queryFn: async ({ signal }) => {
      const workshop = await unwrap(api.GET('/api/workshops/me', { params: { header }, signal }))
      const query = daysOf(period, dayOf(now(), workshop.timezone))
      const figures = await unwrap(api.GET('/api/analytics/dashboard', { params: { header, query }, signal }))
      return { currency: workshop.currency, figures }
    },
    refetchInterval: 60_000,
  })
}

/** All garages of somebody side by side, each in its own currency, and the way into each. */
export function Component() {
  const me = useMe()
  const [params, setParams] = useSearchParams()
  const period = readPeriod(params.get('period'))
  const [entering, setEntering] = useState<string | null>(null)
  const enter = (workshopId: string) => {
    setEntering(workshopId)
    enterGarage(me, workshopId).catch((error) => {
      setEntering(null)
      toast.error(sentence(error))
    })
  }
  return (
    <>
      <PageHeader title="All garages" note="Each in its own currency and time zone" stacked>
        <Choice
          label="Period"
          className="flex-1 md:flex-none"
          value={period}
          options={PERIODS}
          onChange={(value) =>
            setParams(value === 'month' ? {} : { period: value }, { replace: true, preventScrollReset: true })
          }
        />
      </PageHeader>
      <ul className="grid gap-3 md:grid-cols-2 xl:grid-cols-3" aria-label="Garages">
        {me.memberships.map((membership) => (
          <li key={membership.workshop_id} className="min-w-0">
            <Garage
              membership={membership}
              period={period}
              isHere={membership.workshop_id === me.workshop_id}
              entering={entering}
              onEnter={() => enter(membership.workshop_id)}
            />
          </li>
        ))}
      </ul>
    </>
  )
}

interface GarageProps {
  membership: Membership
  period: Period
  /** This tab works in it. */
  isHere: boolean
  /** The garage that is being opened. */
  entering: string | null
  onEnter: () => void
}

function Garage({ membership, period, isHere, entering, onEnter }: GarageProps) {
  const { workshop_id: id, workshop_name: name, role } = membership
  // A server of an older version, beside this one, does not say them.
  const seesFigures = can({ permissions: membership.permissions ?? [] }, 'analytics:read')
  return (
    <Card className={cn('flex h-full flex-col', isHere && 'border-l-2 border-l-primary')}>
      <div className="flex min-h-16 items-center justify-between gap-3 border-b px-4 py-2">
        <div className="min-w-0">
          <h2 className="break-words text-xl leading-tight">{name}</h2>
          <p className="text-muted text-xs">
            {ROLES[role]}
            {seesFigures && membership.sees === 'own' && '. The figures are of your own jobs.'}
          </p>
        </div>
        {isHere ? (
          <span className="shrink-0 text-muted text-sm">Open now</span>
        ) : (
          <Button
            size="sm"
            variant="outline"
            className="shrink-0"
            busy={entering === id}
            disabled={entering !== null}
            aria-label={`Go to ${name}`}
            onClick={onEnter}
          >
            Go to it
          </Button>
        )}
      </div>
      {seesFigures ? (
        <Figures workshopId={id} period={period} />
      ) : (
        <p className="p-4 text-muted text-sm">You see no figures of this garage.</p>
      )}
    </Card>
  )
}

function Figures({ workshopId, period }: { workshopId: string; period: Period }) {
  const { data, error, refetch } = useQuery(garageQuery(workshopId, period))
  if (!data) {
    if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
    return (
      <div role="status" aria-label="Loading figures" className="space-y-4 p-4">
        {[1, 2, 3, 4, 5, 6, 7].map((line) => (
          <Skeleton key={line} className="h-5" />
        ))}
      </div>
    )
  }
  const { currency, figures } = data
  const written = (amount: number) => money(amount, currency)
  const waiting = figures.pending_confirmations
  return (
    <dl className="divide-y text-sm">
      <Line label="Revenue">{written(figures.total_revenue)}</Line>
      <Line label="Collected">{written(figures.total_collected)}</Line>
      <Line label="Jobs">{count(figures.total_jobs, currency)}</Line>
      <Line
        label="To confirm"
        note={waiting.count > 0 ? `${count(waiting.count, currency)} now` : 'now'}
        tone={waiting.count > 0 ? 'text-warning' : ''}
      >
        {written(waiting.amount)}
      </Line>
      <Line
        label="Owed after delivery"
        note="now"
        tone={figures.owed_after_delivery > 0 ? 'text-danger' : ''}
      >
        {written(figures.owed_after_delivery)}
      </Line>
      <Line
        label="Managers’ cash"
        note={figures.cash_being_counted > 0 ? `now, ${figures.cash_being_counted} more to count` : 'now'}
      >
        {figures.cash_in_hand === null ? 'To count' : written(figures.cash_in_hand)}
      </Line>
      <Line label="In the shop" note="now">
        {count(figures.in_shop, currency)}
      </Line>
    </dl>
  )
}

interface LineProps {
  label: string
  note?: string
  tone?: string
  children: ReactNode
}

function Line({ label, note, tone, children }: LineProps) {
  return (
    <div className="flex min-h-10 items-baseline justify-between gap-4 px-4 py-2">
      <dt className="text-muted">
        {label}
        {note && <span className="ml-1.5 text-xs">{note}</span>}
      </dt>
      <dd className={cn('figure text-right', tone)}>{children}</dd>
    </div>
  )
}
