import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Mail, Phone, UserX } from 'lucide-react'
import { Suspense, useState } from 'react'
import { Link, useParams, useSearchParams } from 'react-router'
import { api, unwrap } from '@/api/client'
import { lazyPart } from '@/components/lazy-part'
import { MissingRecord } from '@/components/missing-record'
import { PageHeader } from '@/components/page-header'
import { ErrorState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { Choice } from '@/components/ui/choice'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/domain/formats'
import { type Manager, managersQuery } from '@/domain/managers'
import { type Member, membersQuery } from '@/domain/members'
import { ROLES, runsGarage } from '@/domain/permissions'
import { dialLink, shownPhone } from '@/domain/phone'
import { daysOf, PERIODS, readPeriod } from '@/domain/scope'
import { useMe } from '@/domain/session'
import { workshopQuery } from '@/domain/workshop'
import { dashboardQuery } from '@/features/analytics/queries'
import { Tile, TileSkeleton } from '@/features/analytics/tile'
import { inSentence } from '@/lib/days'
import { cashTone } from './cash-tone'
import { ChangeMember } from './change-member'
import { LeftOver } from './left-over'
import { LoginCard } from './password-link'
import { RemoveMember } from './remove-member'
import { DOES } from './rights'
import { Trend } from './trend'

const ToldCard = lazyPart(() => import('./told-card'))
const BACK = { to: '/team', label: 'Team' }

/** One member: as what, what they brought in, what they hold, how it goes. */
export function Component() {
  const { id = '' } = useParams()
  const { data, error, refetch } = useQuery(membersQuery)
  const member = data?.find((known) => known.id === id)
  if (member) return <Profile member={member} />
  return (
    <>
      <PageHeader title="Member" back={BACK} />
      {data ? (
        <Card>
          <MissingRecord
            icon={UserX}
            kind="Member"
            id={id}
            ask={async (header, signal) => {
              const there = await unwrap(api.GET('/api/members', { params: { header }, signal }))
              if (!there.some((known) => known.id === id)) throw new Error('no member there')
            }}
            action={
              <Button asChild variant="outline">
                <Link to="/team">The whole team</Link>
              </Button>
            }
          >
            This member was not found. Check the link.
          </MissingRecord>
        </Card>
      ) : error ? (
        <Card>
          <ErrorState error={error} onRetry={() => void refetch()} />
        </Card>
      ) : (
        <Loading />
      )}
    </>
  )
}

function Profile({ member }: { member: Member }) {
  const me = useMe()
  const workshop = useQuery(workshopQuery).data
  const figures = useQuery(managersQuery).data?.find(({ id }) => id === member.id)
  const [isChanging, setChanging] = useState(false)
  const [isRemoving, setRemoving] = useState(false)
  const { user } = member
  return (
    <>
      <PageHeader title={user.name} back={BACK} note={<Contact member={member} />}>
        <Button asChild variant="outline">
          <Link to={`/jobs?manager=${member.id}`}>Jobs</Link>
        </Button>
        <Button asChild variant="outline">
          <Link to={`/money/all?manager=${member.id}`}>Payments</Link>
        </Button>
        <Button asChild variant="outline">
          <Link to={`/money/cash?manager=${member.id}`}>Cash</Link>
        </Button>
      </PageHeader>
      <LeftOver member={member} />
      {figures && <Figures manager={figures} />}
      <Suspense>
        <ToldCard memberId={member.id} />
      </Suspense>
      {member.is_active && <RoleCard member={member} onChange={() => setChanging(true)} />}
      {member.is_active && member.id !== me.member_id && !runsGarage(member) && (
        <LoginCard member={member} workshopName={workshop?.name ?? ''} />
      )}
      {member.is_active && member.id !== me.member_id && (
        <div className="mt-6 flex flex-wrap items-center justify-between gap-3 border-t pt-4">
          <p className="text-muted text-sm">Removing ends the log-in. Jobs and money stay on record.</p>
          <Button variant="danger" aria-haspopup="dialog" onClick={() => setRemoving(true)}>
            <UserX aria-hidden /> Remove {user.name}
          </Button>
        </div>
      )}
      {isRemoving && <RemoveMember member={member} onClose={() => setRemoving(false)} />}
      {isChanging && <ChangeMember member={member} onClose={() => setChanging(false)} />}
    </>
  )
}

function Figures({ manager }: { manager: Manager }) {
  const [params, setParams] = useSearchParams()
  const { today, money, held } = useFormats()
  const period = readPeriod(params.get('period'))
  const days = daysOf(period, today())
  const figures = useQuery({
    ...dashboardQuery({ manager_id: manager.id, ...days }),
    placeholderData: keepPreviousData,
  })
  const range = new URLSearchParams({ manager: manager.id, ...days }).toString()
  const { data } = figures
  return (
    <>
      <Choice
        label="Period"
        className="mb-3 md:w-fit"
        value={period}
        options={PERIODS}
        onChange={(value) =>
          setParams(value === 'month' ? {} : { period: value }, { replace: true, preventScrollReset: true })
        }
      />
      {figures.isError && !data ? (
        <Card>
          <ErrorState error={figures.error} onRetry={() => void figures.refetch()} />
        </Card>
      ) : (
        <div className="@container grid grid-cols-2 gap-3 md:grid-cols-3">
          {data ? (
            <>
              <Tile label="Jobs" value={data.total_jobs} to={`/jobs?${range}`} />
              <Tile label="Revenue" value={money(data.total_revenue)} to={`/jobs?${range}`} />
              <Tile
                label="Collected"
                value={money(data.total_collected)}
                note={
                  data.pending_confirmations.count > 0
                    ? `${money(data.pending_confirmations.amount)} to confirm`
                    : 'all confirmed'
                }
                to={`/money/all?${range}`}
              />
              <Tile label="Average job" value={money(data.avg_job_value)} to={`/jobs?${range}`} />
            </>
          ) : (
            ['jobs', 'revenue', 'collected', 'average'].map((tile) => <TileSkeleton key={tile} />)
          )}
          <Tile
            label="Cash in hand"
            value={held(manager.cash_in_hand)}
            note={manager.cash_in_hand === null ? 'shown after your count' : 'now'}
            tone={cashTone(manager)}
            to={`/money/cash?manager=${manager.id}`}
          />
          <Tile
            label="Handed over"
            value={money(manager.pending_settlement)}
            note={manager.pending_settlement > 0 ? 'cash to receive' : 'nothing to receive'}
            tone={manager.pending_settlement > 0 ? 'waiting' : 'plain'}
            to="/money/cash"
          />
        </div>
      )}
      <div className="mt-3">{data ? <Trend course={data.course} /> : <Skeleton className="h-64" />}</div>
    </>
  )
}

function Loading() {
  return (
    <div
      role="status"
      aria-label="Loading the member"
      className="@container grid grid-cols-2 gap-3 md:grid-cols-3"
    >
      {[1, 2, 3, 4, 5, 6].map((tile) => (
        <TileSkeleton key={tile} />
      ))}
    </div>
  )
}

function Contact({ member }: { member: Member }) {
  const { day } = useFormats()
  const { user } = member
  return (
    <span className="flex flex-wrap items-center gap-x-5">
      <a
        className="figure inline-flex min-h-11 items-center gap-1.5 hover:text-foreground fine:min-h-8"
        href={dialLink(user.phone)}
      >
        <Phone className="size-4" aria-hidden />
        {shownPhone(user.phone)}
      </a>
      {user.email && (
        <a
          className="inline-flex min-h-11 items-center gap-1.5 hover:text-foreground fine:min-h-8"
          href={`mailto:${user.email}`}
        >
          <Mail className="size-4" aria-hidden />
          {user.email}
        </a>
      )}
      <span>{ROLES[member.role]}</span>
      <span>{member.is_active ? `Joined ${inSentence(day(member.joined_at))}` : 'Removed'}</span>
    </span>
  )
}

function RoleCard({ member, onChange }: { member: Member; onChange: () => void }) {
  const { money } = useFormats()
  return (
    <Card className="mt-3">
      <CardHead title="Role">
        <Button size="sm" variant="outline" aria-haspopup="dialog" onClick={onChange}>
          Change<span className="sr-only"> the role of {member.user.name}</span>
        </Button>
      </CardHead>
      <p className="px-4 py-3 text-sm">
        <span className="font-medium">{ROLES[member.role]}.</span> {DOES[member.role]}
        {Object.keys(member.grants).length > 0 && ' Individual rights were changed.'}
        {member.limits.cash_payment !== null &&
          ` Takes at most ${money(member.limits.cash_payment)} in cash at a time.`}
      </p>
    </Card>
  )
}
