import { Users } from 'lucide-react'
import { Link } from 'react-router'
import { EmptyState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { useFormats } from '@/features/workshops/workshop'
import { cn } from '@/lib/cn'
import type { Dashboard } from './queries'

/** Managers side by side: what they brought in, what they collected, what they hold. A table whose bars are its pictures. */
export function ManagersCard({
  managers,
  className,
}: {
  managers: Dashboard['manager_performance']
  className?: string
}) {
  const { money } = useFormats()
  const most = Math.max(
    1,
    ...managers.map((manager) => Math.max(manager.total_revenue, manager.total_collected)),
  )
  return (
    <Card className={className}>
      <header className="flex h-12 items-center border-b px-4">
        <h2 className="text-lg leading-tight">Managers</h2>
      </header>
      {managers.length === 0 ? (
        <EmptyState
          icon={Users}
          title="No managers yet"
          action={
            <Button asChild variant="primary">
              <Link to="/managers">Invite a manager</Link>
            </Button>
          }
        >
          Managers take cars in and collect the money. Invite the first with a code.
        </EmptyState>
      ) : (
        <ul className="divide-y">
          {managers.map((manager) => (
            <li key={manager.manager_id}>
              <Link
                to={`/managers/${manager.manager_id}`}
                className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-2 px-4 py-3 transition-colors hover:bg-raised md:grid-cols-[8.5rem_minmax(0,1fr)_6.5rem_6.5rem_6.5rem]"
              >
                <span className="min-w-0">
                  <span className="block truncate font-medium text-sm">
                    {manager.name ?? 'Former manager'}
                  </span>
                  <span className="block text-muted text-xs">{manager.job_count} jobs</span>
                </span>
                <span
                  className="col-span-2 row-start-2 space-y-1 md:col-span-1 md:row-start-auto"
                  aria-hidden
                >
                  <Bar share={manager.total_revenue / most} className="bg-primary" />
                  <Bar share={manager.total_collected / most} className="bg-chart-collected" />
                </span>
                <Figure label="Revenue" value={money(manager.total_revenue)} className="hidden md:block" />
                <Figure label="Collected" value={money(manager.total_collected)} />
                <Figure
                  label="Cash in hand"
                  value={money(manager.cash_in_hand)}
                  className="hidden md:block"
                  waiting={manager.cash_in_hand > 0}
                />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

function Bar({ share, className }: { share: number; className: string }) {
  return <span className={cn('block h-1.5', className)} style={{ width: `${Math.max(0, share) * 100}%` }} />
}

function Figure({
  label,
  value,
  className,
  waiting,
}: {
  label: string
  value: string
  className?: string
  waiting?: boolean
}) {
  return (
    <span className={cn('text-right', className)}>
      <span className="block text-muted text-xs">{label}</span>
      <span className={cn('figure text-sm', waiting && 'text-warning')}>{value}</span>
    </span>
  )
}
