import { useFormats } from '@/features/workshops/workshop'
import { beforeInWords, compareCount, compareMoney } from './comparison'
import { percent, spokenHours } from './hours'
import { entriesLink, listLink } from './links'
import type { Dashboard } from './queries'
import type { Scope } from './scope'
import { Tile, TileSkeleton } from './tile'

const GRID = 'grid grid-cols-2 gap-3 lg:grid-cols-4'
/** The places of the tiles: whether each compares, which takes a second line on a phone. */
const PLACES = {
  awaiting: false,
  outstanding: false,
  revenue: true,
  collected: true,
  cash: true,
  jobs: true,
  turnaround: false,
  onTime: false,
}

/** The figures, those that ask for something first. Each opens the list behind it, and the entries it sums up. */
export function Tiles({ figures, scope }: { figures: Dashboard; scope: Scope }) {
  const { money, count, today } = useFormats()
  const { pending_confirmations: waiting, previous, turnaround, on_time: onTime } = figures
  const { managerId: manager } = scope
  const days = { from: scope.days.from ?? '', to: scope.days.to ?? '', manager }
  // Of now, whatever the period.
  const now = { managerId: manager, days: {} }
  const before = previous && beforeInWords(previous, today())
  const holders = figures.manager_performance.filter((one) => one.cash_in_hand > 0).length
  return (
    <div className={GRID}>
      <Tile
        label="To confirm"
        value={money(waiting.amount)}
        note={waiting.count === 0 ? 'all payments checked' : things(waiting.count, 'payment', count)}
        to={listLink('/payments', { manager })}
        entries={entriesLink('awaiting_confirmation', now)}
        tone={waiting.count > 0 ? 'waiting' : 'plain'}
      />
      <Tile
        label="Outstanding"
        value={money(figures.outstanding_credits)}
        note="now, of all jobs"
        to={listLink('/jobs', { outstanding: 'true', manager, sort: '-remaining_amount' })}
        entries={entriesLink('outstanding', now)}
        tone={figures.outstanding_credits > 0 ? 'risk' : 'plain'}
      />
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
        to={listLink('/payments', { tab: 'all', ...days })}
        entries={entriesLink('collected', scope)}
      />
      <Tile
        label="Managers’ cash"
        value={money(figures.cash_in_hand)}
        note={cashNote(holders, manager !== '', count)}
        longNote
        to={listLink('/settlements', { manager })}
        entries={entriesLink('cash_in_hand', now)}
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
            : `average of ${things(turnaround.completed, 'job', count)}`
        }
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
        to={entriesLink('on_time', scope)}
      />
    </div>
  )
}

function things(number: number, name: string, count: (number: number) => string): string {
  return number === 1 ? `1 ${name}` : `${count(number)} ${name}s`
}

function cashNote(holders: number, isOne: boolean, count: (number: number) => string): string {
  if (isOne) return 'held by this manager'
  if (holders === 0) return 'no manager holds cash'
  return `held by ${things(holders, 'manager', count)}`
}

/** The tiles on their way, in their final shape. */
export function TilesSkeleton() {
  return (
    <div className={GRID}>
      {Object.entries(PLACES).map(([place, isLong]) => (
        <TileSkeleton key={place} longNote={isLong} />
      ))}
    </div>
  )
}
