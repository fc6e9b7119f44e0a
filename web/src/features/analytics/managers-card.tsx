import { ArrowDown, ArrowUp, Users } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { EmptyState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Select } from '@/components/ui/input'
import { useFormats } from '@/domain/formats'
import { cn } from '@/lib/cn'
import { counted } from '@/lib/counted'
import { percent, spokenHours } from './hours'
import {
  COLUMN_KEYS,
  COLUMNS,
  type ColumnKey,
  type ManagerFigures,
  type Order,
  press,
  sortManagers,
} from './manager-sort'

interface ManagersCardProps {
  managers: ManagerFigures[]
  className?: string
}

/** Managers side by side, in any order: a table on a desktop, cards on a phone. */
export function ManagersCard({ managers, className }: ManagersCardProps) {
  const [order, setOrder] = useState<Order>({ by: 'revenue', ascending: false })
  const rows = sortManagers(managers, order)
  const most = Math.max(1, ...managers.flatMap((one) => [one.total_revenue, one.total_collected]))
  return (
    <Card className={className}>
      <header className="flex h-12 items-center justify-between gap-3 border-b pr-1.5 pl-4">
        <h2 className="text-lg leading-tight">Managers</h2>
        {managers.length > 1 && (
          <Select
            aria-label="Managers by"
            className="w-auto wide:hidden"
            value={order.by}
            onChange={(event) =>
              setOrder(press({ by: 'revenue', ascending: true }, event.target.value as ColumnKey))
            }
          >
            {COLUMN_KEYS.map((key) => (
              <option key={key} value={key}>
                {COLUMNS[key].label}
              </option>
            ))}
          </Select>
        )}
      </header>
      {managers.length === 0 ? (
        <EmptyState
          icon={Users}
          title="No managers yet"
          action={
            <Button asChild variant="primary">
              <Link to="/team">Invite a manager</Link>
            </Button>
          }
        >
          Managers start jobs and collect payments. Invite the first one with a code.
        </EmptyState>
      ) : (
        <>
          <Table rows={rows} most={most} order={order} onOrder={setOrder} />
          <ul className="divide-y wide:hidden">
            {rows.map((manager) => (
              <li key={manager.manager_id}>
                <ManagerCard manager={manager} most={most} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  )
}

interface TableProps {
  rows: ManagerFigures[]
  most: number
  order: Order
  onOrder: (order: Order) => void
}

const CELL = 'px-2 py-2.5 text-right align-top last:pr-4 @6xl:px-3'

function Table({ rows, most, order, onOrder }: TableProps) {
  const { money, held, count } = useFormats()
  return (
    <table className="hidden w-full text-[0.8125rem] wide:table">
      <thead>
        <tr className="border-b">
          <th scope="col" className="label-caps pl-4 text-left">
            Manager
          </th>
          {COLUMN_KEYS.map((key) => (
            <th
              key={key}
              scope="col"
              aria-sort={order.by === key ? (order.ascending ? 'ascending' : 'descending') : undefined}
              className="p-0 last:pr-1 @6xl:px-1"
            >
              <Head
                name={COLUMNS[key].label}
                order={order.by === key ? order : null}
                onPress={() => onOrder(press(order, key))}
              />
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="divide-y">
        {rows.map((manager) => (
          <tr key={manager.manager_id} className="transition-colors hover:bg-raised">
            <th scope="row" className="max-w-44 py-0 pr-2 pl-4 text-left align-top font-normal">
              <Link
                to={`/team/${manager.manager_id}`}
                className="block min-h-11 py-2.5 font-medium text-sm hover:underline fine:min-h-0"
              >
                {manager.name ?? 'Former manager'}
              </Link>
            </th>
            <td className={cn(CELL, 'figure')}>{count(manager.job_count)}</td>
            <td className={cn(CELL, 'figure')}>
              {money(manager.total_revenue)}
              <Bar share={manager.total_revenue / most} className="bg-primary" />
            </td>
            <td className={cn(CELL, 'figure')}>
              {money(manager.total_collected)}
              <Bar share={manager.total_collected / most} className="bg-chart-collected" />
            </td>
            <td className={cn(CELL, 'figure')}>{money(manager.outstanding)}</td>
            <td className={cn(CELL, 'figure')}>{held(manager.cash_in_hand)}</td>
            <td className={cn(CELL, 'figure')}>{onTime(manager)}</td>
            <td className={cn(CELL, 'whitespace-nowrap')}>{turnaround(manager)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Head({ name, order, onPress }: { name: string; order: Order | null; onPress: () => void }) {
  const Arrow = order?.ascending ? ArrowUp : ArrowDown
  return (
    <button
      type="button"
      onClick={onPress}
      className={cn(
        'label-caps inline-flex h-11 w-full items-center justify-end gap-1 px-2 hover:text-foreground fine:h-9',
        order && 'text-foreground',
      )}
    >
      {order && <Arrow className="size-3" aria-hidden />}
      {name}
    </button>
  )
}

/** One manager on a phone. */
function ManagerCard({ manager, most }: { manager: ManagerFigures; most: number }) {
  const { money, held, count } = useFormats()
  return (
    <Link to={`/team/${manager.manager_id}`} className="block px-4 py-3 transition-colors active:bg-raised">
      <span className="flex items-baseline justify-between gap-3">
        <span className="font-medium text-sm">{manager.name ?? 'Former manager'}</span>
        <span className="shrink-0 text-muted text-xs">{counted(manager.job_count, 'job', count)}</span>
      </span>
      <span className="mt-1.5 block" aria-hidden>
        <Bar share={manager.total_revenue / most} className="bg-primary" />
        <Bar share={manager.total_collected / most} className="bg-chart-collected" />
      </span>
      <span className="mt-2 grid grid-cols-2 gap-x-3 gap-y-1.5 @md:grid-cols-3 @2xl:grid-cols-6">
        <Small label="Revenue" value={money(manager.total_revenue)} />
        <Small label="Collected" value={money(manager.total_collected)} />
        <Small label="On time" value={onTime(manager)} />
        <Small label="Outstanding" value={money(manager.outstanding)} />
        <Small label="Cash in hand" value={held(manager.cash_in_hand)} />
        <Small label="Turnaround" value={turnaround(manager)} />
      </span>
    </Link>
  )
}

function Small({ label, value }: { label: string; value: string }) {
  return (
    <span className="min-w-0">
      <span className="block text-muted text-2xs">{label}</span>
      <span className="figure block text-[0.8125rem]">{value}</span>
    </span>
  )
}

function Bar({ share, className }: { share: number; className: string }) {
  return (
    <span className="mt-1 flex justify-start wide:justify-end" aria-hidden>
      <span className={cn('block h-1', className)} style={{ width: `${Math.max(0, share) * 100}%` }} />
    </span>
  )
}

function onTime({ on_time, completed }: ManagerFigures): string {
  return completed === 0 ? '–' : percent(on_time, completed)
}

function turnaround({ average_hours }: ManagerFigures): string {
  return average_hours === null ? '–' : spokenHours(average_hours)
}
