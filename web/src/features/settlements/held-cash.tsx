import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { usePages } from '@/api/use-pages'
import { Money } from '@/components/money'
import { ErrorState } from '@/components/states'
import { Card, CardHead } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/domain/formats'
import { managersQuery } from '@/domain/managers'
import { cashTone } from '@/features/managers/cash-tone'
import { settlementsQuery } from './queries'

/** Who holds how much cash now, most first. */
export function HeldCash() {
  const { data, error, refetch } = useQuery(managersQuery)
  const { money } = useFormats()
  // What the books say is no help to whoever is about to count.
  const waiting = usePages(settlementsQuery({ confirmed: false, rejected: false }))
  const uncounted = new Set(
    waiting.rows.filter(({ amount }) => amount === null).map(({ manager_id }) => manager_id),
  )
  const holders = (data ?? [])
    .filter((manager) => manager.is_active || manager.cash_in_hand > 0)
    .sort((one, other) => other.cash_in_hand - one.cash_in_hand)
  const sum = holders.reduce((total, manager) => total + manager.cash_in_hand, 0)
  return (
    <Card>
      <CardHead title="Cash with managers">
        {data && uncounted.size === 0 && <Money amount={sum} className="text-lg" />}
      </CardHead>
      {data ? (
        <ul className="divide-y">
          {holders.map((manager) => (
            <li key={manager.id}>
              <Link
                to={`/team/${manager.id}`}
                className="flex min-h-13 items-center justify-between gap-4 px-4 py-1.5 hover:bg-raised"
              >
                <span className="min-w-0">
                  <span className="block text-sm">
                    {manager.user.name}
                    {!manager.is_active && <span className="text-muted"> (removed)</span>}
                  </span>
                  {manager.pending_settlement > 0 && (
                    <span className="block text-warning text-xs">
                      <span className="figure">{money(manager.pending_settlement)}</span> to receive
                    </span>
                  )}
                </span>
                {uncounted.has(manager.id) ? (
                  <span className="text-muted text-xs">after you have counted</span>
                ) : (
                  <Money amount={manager.cash_in_hand} tone={cashTone(manager)} />
                )}
              </Link>
            </li>
          ))}
          {holders.length === 0 && (
            <li className="px-4 py-6 text-center text-muted text-sm">No managers yet</li>
          )}
        </ul>
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <div className="divide-y" role="status" aria-label="Loading managers">
          {[1, 2, 3].map((line) => (
            <div key={line} className="flex h-13 items-center justify-between px-4">
              <Skeleton className="h-4 w-28" />
              <Skeleton className="h-4 w-20" />
            </div>
          ))}
        </div>
      )}
    </Card>
  )
}
