import type { ReactNode } from 'react'
import { useFormats } from '@/domain/formats'
import { IN_SHOP_STATUSES, LEFT_STATUSES } from '@/domain/job-status'
import { daysInWords, type Scope } from '@/domain/scope'
import { counted } from '@/lib/counted'
import { BooksStrip, BooksStripSkeleton } from './books-strip'
import { beforeInWords, compareCount, compareMoney } from './comparison'
import { percent, spokenHours } from './hours'
import { entriesLink, listLink } from './links'
import type { Dashboard } from './queries'
import { Tile, TileSkeleton } from './tile'

// Five in a row where there is room, else two and three, else in pairs after the first.
const GRID =
  'grid grid-cols-2 gap-3 *:first:col-span-2 @2xl:grid-cols-6 @2xl:*:col-span-2 @2xl:*:first:col-span-3 @2xl:*:nth-2:col-span-3 @5xl:grid-cols-5 @5xl:*:col-span-1 @5xl:*:first:col-span-1 @5xl:*:nth-2:col-span-1'

interface TilesProps {
  figures: Dashboard
  scope: Scope
}

/** The figures: those of now, which ask for something, and those of the period. */
export function Tiles({ figures, scope }: TilesProps) {
  return (
    <>
      <NowTiles figures={figures} scope={scope} />
      <PeriodTiles figures={figures} scope={scope} />
      <BooksStrip figures={figures} />
    </>
  )
}

function NowTiles({ figures, scope: { managerId: manager } }: TilesProps) {
  const { money, held, count } = useFormats()
  const { pending_confirmations: waiting } = figures
  // Of now, whatever the period.
  const now = { managerId: manager, days: {} }
  const owing = { outstanding: 'true', manager, sort: '-remaining_amount' }
  const holders = figures.manager_performance.filter(
    ({ cash_in_hand: cash }) => cash !== null && cash > 0,
  ).length
  return (
    <Row title="Now">
      <Tile
        label="To confirm"
        value={money(waiting.amount)}
        note={waiting.count === 0 ? 'all payments checked' : counted(waiting.count, 'payment', count)}
        to={listLink('/money', { manager })}
        entries={entriesLink('awaiting_confirmation', now)}
        tone={waiting.count > 0 ? 'waiting' : 'plain'}
      />
      <Tile
        label="Owed after delivery"
        value={money(figures.owed_after_delivery)}
        note="the cars have left"
        to={listLink('/jobs', { ...owing, status: LEFT_STATUSES })}
        tone={figures.owed_after_delivery > 0 ? 'risk' : 'plain'}
      />
      <Tile
        label="Still to bill"
        value={money(figures.still_to_bill)}
        note="work in the shop"
        to={listLink('/jobs', { ...owing, status: IN_SHOP_STATUSES })}
      />
      <Tile
        label="In the shop"
        value={count(figures.in_shop)}
        note={figures.in_shop === 1 ? 'car is here' : 'cars are here'}
        to={listLink('/jobs', { manager, status: IN_SHOP_STATUSES })}
      />
      <Tile
        label="Managers’ cash"
        value={held(figures.cash_in_hand)}
        note={cashNote(holders, figures.cash_being_counted, manager !== '')}
        to={listLink('/money/cash', { manager })}
        entries={entriesLink('cash_in_hand', now)}
      />
    </Row>
  )
}

function PeriodTiles({ figures, scope }: TilesProps) {
  const { money, count, today } = useFormats()
  const { previous, turnaround, on_time: onTime } = figures
  const days = { from: scope.days.from ?? '', to: scope.days.to ?? '', manager: scope.managerId }
  const before = previous && beforeInWords(previous, today())
  return (
    <Row title={daysInWords(scope.days, today())} className="mt-4">
      <Tile
        label="Revenue"
        value={money(figures.total_revenue)}
        note={
          before
            ? compareMoney(figures.total_revenue, previous.total_revenue, before, money)
            : 'estimates of the jobs'
        }
        longNote
        to={listLink('/jobs', { ...days, show: 'all' })}
        entries={entriesLink('revenue', scope)}
      />
      <Tile
        label="Collected"
        value={money(figures.total_collected)}
        note={
          before
            ? compareMoney(figures.total_collected, previous.total_collected, before, money)
            : 'payments less rejected ones'
        }
        longNote
        to={listLink('/money/all', { ...days })}
        entries={entriesLink('collected', scope)}
      />
      <Tile
        label="Jobs"
        value={count(figures.total_jobs)}
        aside={figures.total_jobs > 0 && `${money(Math.round(figures.avg_job_value))} each`}
        note={
          before ? compareCount(figures.total_jobs, previous.total_jobs, before, count) : 'in this period'
        }
        longNote
        to={listLink('/jobs', { ...days, show: 'all' })}
        entries={entriesLink('jobs', scope)}
      />
      <Tile
        label="Turnaround"
        value={turnaround.average_hours === null ? '–' : spokenHours(turnaround.average_hours)}
        note={
          turnaround.completed === 0
            ? 'no job completed'
            : `average of ${counted(turnaround.completed, 'job', count)}`
        }
        longNote
        to={entriesLink('completed', scope)}
      />
      <Tile
        label="On time"
        value={onTime.completed === 0 ? '–' : percent(onTime.on_time, onTime.completed)}
        note={
          onTime.completed === 0
            ? 'no job completed'
            : `${count(onTime.on_time)} of ${count(onTime.completed)} completed`
        }
        longNote
        to={entriesLink('on_time', scope)}
      />
    </Row>
  )
}

function Row({ title, className, children }: { title: string; className?: string; children: ReactNode }) {
  return (
    <section className={className} aria-label={title}>
      <h2 className="label-caps mb-1.5 font-sans">{title}</h2>
      <div className="@container">
        <div className={GRID}>{children}</div>
      </div>
    </section>
  )
}

function cashNote(holders: number, toCount: number, isOne: boolean): string {
  if (isOne && toCount > 0) return 'shown after your count'
  if (isOne) return 'with this manager'
  if (toCount > 0) return `${toCount} more to count`
  if (holders === 0) return 'nobody holds cash'
  return `held by ${counted(holders, 'manager')}`
}

const PLACES = ['a', 'b', 'c', 'd', 'e']

/** The tiles on their way, in their final shape. */
export function TilesSkeleton({ scope }: { scope: Scope }) {
  const { today } = useFormats()
  return (
    <>
      <Row title="Now">
        {PLACES.map((place) => (
          <TileSkeleton key={place} />
        ))}
      </Row>
      <Row title={daysInWords(scope.days, today())} className="mt-4">
        {PLACES.map((place) => (
          <TileSkeleton key={place} longNote />
        ))}
      </Row>
      <BooksStripSkeleton />
    </>
  )
}
