import { useQuery } from '@tanstack/react-query'
import { ChevronRight, CircleCheck } from 'lucide-react'
import { Suspense } from 'react'
import { Link } from 'react-router'
import { AllGarages } from '@/components/all-garages'
import { lazyPart } from '@/components/lazy-part'
import { Money } from '@/components/money'
import { PageHeader } from '@/components/page-header'
import { ErrorState } from '@/components/states'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/domain/formats'
import { IN_SHOP_STATUSES } from '@/domain/job-status'
import { useCan } from '@/domain/permissions'
import { listLink } from '@/features/analytics/links'
import { Tile, TileSkeleton } from '@/features/analytics/tile'
import { cn } from '@/lib/cn'
import { addDays, inSentence } from '@/lib/days'
import { ACTIONS } from './actions'
import { type Today, todayQuery } from './queries'

const BooksUnchanged = lazyPart(() => import('@/features/oversight/books-unchanged'))
const SetUpList = lazyPart(() => import('./set-up-list'))
const TwoStepsOffer = lazyPart(() => import('./two-steps-offer'))
const WaitingSettlements = lazyPart(() =>
  import('@/features/settlements/waiting-settlements').then((part) => ({ default: part.WaitingSettlements })),
)

// No tile is narrower than on the smallest phone, where a sum stands whole on its line.
const FIGURES =
  'grid grid-cols-2 gap-3 *:first:col-span-2 @2xl:grid-cols-3 @4xl:grid-cols-5 @4xl:*:first:col-span-1'

/** What needs the owner, the most pressing first, then five numbers. */
export function OwnerToday() {
  const today = useQuery(todayQuery)
  const { data } = today
  return (
    <>
      <PageHeader title="Today">
        <AllGarages />
      </PageHeader>
      {today.isError && !data ? (
        <ErrorState error={today.error} onRetry={() => void today.refetch()} />
      ) : data ? (
        <Day today={data} />
      ) : (
        <Loading />
      )}
    </>
  )
}

function Day({ today }: { today: Today }) {
  const { set_up: steps, actions } = today
  const canReceive = useCan('settlements:review')
  const isNew = steps?.some(({ step, is_done }) => step === 'first_job' && !is_done)
  return (
    <>
      <Suspense>
        {steps && <SetUpList steps={steps} />}
        {today.offers_two_steps && <TwoStepsOffer />}
      </Suspense>
      {/* A garage without a job has no figures, and nothing that is clear. */}
      {(!isNew || actions.length > 0) && <Actions today={today} />}
      {!isNew && <Figures figures={today.figures} />}
      {canReceive && actions.some(({ kind }) => kind === 'cash_to_receive') && (
        <div className="mt-4">
          <Suspense>
            <WaitingSettlements />
          </Suspense>
        </div>
      )}
    </>
  )
}

function Actions({ today }: { today: Today }) {
  const { count } = useFormats()
  if (today.actions.length === 0) return <AllClear books={today.books} />
  return (
    <Card>
      <ul aria-label="To do" className="divide-y">
        {today.actions.map(({ kind, count: many, amount }) => {
          const { label, note, to, isUrgent } = ACTIONS[kind]
          return (
            <li key={kind}>
              <Link
                to={to}
                className={cn(
                  'flex min-h-16 items-center gap-3 border-l-2 py-2 pr-3 pl-3.5 transition-colors hover:bg-raised active:bg-raised',
                  isUrgent ? 'border-l-danger' : 'border-l-warning',
                )}
              >
                <span className="min-w-0 flex-1">
                  <span className="block font-medium">{label}</span>
                  <span className="block text-muted text-sm">{note(many)}</span>
                </span>
                {amount !== null ? (
                  <Money amount={amount} tone="waiting" className="text-lg" />
                ) : (
                  <span className={cn('figure text-lg', isUrgent && 'text-danger')}>{count(many)}</span>
                )}
                <ChevronRight className="size-4 shrink-0 text-muted" aria-hidden />
              </Link>
            </li>
          )
        })}
      </ul>
    </Card>
  )
}

function AllClear({ books }: { books: Today['books'] }) {
  const { dayTime } = useFormats()
  return (
    <Card className="flex items-center gap-3.5 border-l-2 border-l-success px-4 py-5">
      <CircleCheck className="size-7 shrink-0 text-success" strokeWidth={1.5} aria-hidden />
      <div>
        <h2 className="text-xl leading-tight">All clear</h2>
        <p className="mt-0.5 text-muted text-sm">
          There is nothing to do now.{' '}
          {books.checked_at
            ? `Your books were proved ${inSentence(dayTime(books.checked_at))}.`
            : 'Your books are proved within an hour of the first job.'}{' '}
          <Suspense>
            <BooksUnchanged />
          </Suspense>
        </p>
      </div>
    </Card>
  )
}

function Figures({ figures }: { figures: Today['figures'] }) {
  const { money, count, today } = useFormats()
  const day = today()
  // From the first to the last day of the month before this one.
  const lastDay = addDays(`${day.slice(0, 8)}01`, -1)
  const lastMonth = { from: `${lastDay.slice(0, 8)}01`, to: lastDay }
  return (
    <section aria-label="Figures" className="@container mt-4">
      <div className={FIGURES}>
        <Tile
          label="Collected today"
          value={money(figures.collected_today)}
          note="all methods"
          to={listLink('/money/all', { from: day, to: day })}
        />
        <Tile
          label="Cash with managers"
          value={money(figures.cash_in_hand)}
          note={
            figures.cash_being_counted > 0 ? `${figures.cash_being_counted} more to count` : 'in hand now'
          }
          to="/money/cash"
        />
        <Tile
          label="Owed after delivery"
          value={money(figures.owed_after_delivery)}
          note="the cars have left"
          to="/money/owes"
          tone={figures.owed_after_delivery > 0 ? 'risk' : 'plain'}
        />
        <Tile
          label="Still to bill"
          value={money(figures.still_to_bill)}
          note="work in the shop"
          to="/money/owes?cars=shop"
        />
        <Tile
          label="In the shop"
          value={count(figures.in_shop)}
          note={figures.in_shop === 1 ? 'car is here' : 'cars are here'}
          to={listLink('/jobs', { status: IN_SHOP_STATUSES })}
        />
      </div>
      <p className="mt-3 flex flex-wrap gap-x-5 text-sm">
        {[
          ['This month', '/reports'],
          ['Last month', listLink('/reports', lastMonth)],
        ].map(([label, to]) => (
          <Link
            key={label}
            to={to ?? ''}
            className="inline-flex min-h-11 items-center text-muted underline underline-offset-4 hover:text-foreground"
          >
            {label}
          </Link>
        ))}
      </p>
    </section>
  )
}

function Loading() {
  return (
    <div role="status" aria-label="Loading today" aria-busy>
      <Card className="divide-y">
        {[1, 2, 3].map((row) => (
          <div key={row} className="flex h-16 items-center justify-between px-4">
            <Skeleton className="h-9 w-40" />
            <Skeleton className="h-6 w-20" />
          </div>
        ))}
      </Card>
      <div className="@container mt-4">
        <div className={FIGURES}>
          {[1, 2, 3, 4, 5].map((tile) => (
            <TileSkeleton key={tile} />
          ))}
        </div>
      </div>
    </div>
  )
}
