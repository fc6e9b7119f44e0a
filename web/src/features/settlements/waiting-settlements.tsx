import { useQuery, useQueryClient } from '@tanstack/react-query'
import { HandCoins } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Link } from 'react-router'
import { usePages } from '@/api/use-pages'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { EmptyState, ErrorState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/domain/formats'
import { refreshMoney } from '@/domain/refresh'
import { type Settlement, settlementsQuery } from '@/domain/settlements'
import { workshopQuery } from '@/domain/workshop'
import { RejectDialog } from '@/features/payments/reject-dialog'
import { useRowShield } from '@/lib/use-shield'
import { confirmSettlement, REJECT_REASONS, rejectSettlement } from './queries'
import { SettlementRow } from './settlement-row'

/** Cash that managers say is on its way, until the owner has received it. */
export function WaitingSettlements() {
  const client = useQueryClient()
  const { money } = useFormats()
  const query = usePages(settlementsQuery({ confirmed: false, rejected: false }))
  const [reviewing, setReviewing] = useState<{ settlement: Settlement; as: 'received' | 'rejected' } | null>(
    null,
  )
  const list = useRowShield<HTMLUListElement>(useMemo(() => query.rows.map(({ id }) => id), [query.rows]))
  const { data: workshop } = useQuery(workshopQuery)
  const isCounting = workshop?.blind_counts ?? false
  const said = ({ amount }: Settlement) => (amount === null ? 'cash' : money(amount))
  const close = () => setReviewing(null)
  // Also after a refusal: somebody else may have reviewed it meanwhile.
  const send = (call: Promise<unknown>) => call.finally(() => refreshMoney(client))
  const sum = query.rows.reduce((total, { amount }) => total + (amount ?? 0), 0)
  const isKnown = query.rows.every(({ amount }) => amount !== null)
  return (
    <Card>
      <CardHead title="Cash to receive">
        {query.rows.length > 0 && !query.hasNextPage && (
          <p className="text-muted text-sm">
            {query.rows.length} in all
            {isKnown && (
              <>
                , <span className="figure text-warning">{money(sum)}</span>
              </>
            )}
          </p>
        )}
      </CardHead>
      {query.isPending ? (
        <div role="status" aria-label="Loading cash to receive" className="divide-y">
          {[1, 2].map((line) => (
            <div key={line} className="flex h-22 items-center justify-between px-4">
              <Skeleton className="h-10 w-48" />
              <Skeleton className="h-9 w-32" />
            </div>
          ))}
        </div>
      ) : query.isError && query.rows.length === 0 ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.rows.length === 0 ? (
        <EmptyState icon={HandCoins} title="No cash to receive">
          When a manager hands cash over, you confirm here that you received it.
        </EmptyState>
      ) : (
        <ul ref={list} className="[&>li:last-child>div]:border-b-0">
          {query.rows.map((settlement) => (
            <li key={settlement.id}>
              <SettlementRow
                settlement={settlement}
                withName
                review={
                  <>
                    <Button
                      variant="ghost"
                      className="text-muted hover:text-danger @max-2xl:px-2.5"
                      aria-haspopup="dialog"
                      aria-label={`Reject ${said(settlement)} of ${settlement.manager_name}`}
                      onClick={() => setReviewing({ settlement, as: 'rejected' })}
                    >
                      Reject
                    </Button>
                    {isCounting || settlement.is_counted ? (
                      <Button asChild variant="outline">
                        <Link
                          to={`/money/cash/${settlement.id}`}
                          aria-label={`Count cash from ${settlement.manager_name}`}
                        >
                          Count
                        </Link>
                      </Button>
                    ) : (
                      <Button
                        variant="outline"
                        aria-haspopup="dialog"
                        aria-label={`Received ${said(settlement)} from ${settlement.manager_name}`}
                        onClick={() => setReviewing({ settlement, as: 'received' })}
                      >
                        Received
                      </Button>
                    )}
                  </>
                }
              />
            </li>
          ))}
          {query.hasNextPage && (
            <li className="border-t p-2">
              <Button
                variant="ghost"
                className="w-full"
                busy={query.isFetchingNextPage}
                onClick={() => void query.fetchNextPage()}
              >
                Show more
              </Button>
            </li>
          )}
        </ul>
      )}
      {reviewing?.as === 'received' && (
        <ConfirmDialog
          open
          onOpenChange={close}
          title={`Received ${said(reviewing.settlement)} from ${reviewing.settlement.manager_name ?? 'the manager'}?`}
          action={`Received ${said(reviewing.settlement)}`}
          onConfirm={() => send(confirmSettlement(reviewing.settlement.id))}
        >
          Count it first.
        </ConfirmDialog>
      )}
      {reviewing?.as === 'rejected' && (
        <RejectDialog
          about={reviewing.settlement.id}
          title={`Reject ${said(reviewing.settlement)}`}
          reasons={REJECT_REASONS}
          action="Reject hand-over"
          onReject={(reason) => send(rejectSettlement(reviewing.settlement.id, reason))}
          onClose={close}
        >
          {reviewing.settlement.manager_name ?? 'The manager'} still has the cash.
        </RejectDialog>
      )}
    </Card>
  )
}
