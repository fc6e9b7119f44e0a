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

interface Reviewed {
  settlement: Settlement
  as: 'received' | 'rejected'
}

/** Cash that managers say is on its way, until the owner has received it. */
export function WaitingSettlements() {
  const { money } = useFormats()
  const query = usePages(settlementsQuery({ confirmed: false, rejected: false }))
  const [reviewing, setReviewing] = useState<Reviewed | null>(null)
  const list = useRowShield<HTMLUListElement>(useMemo(() => query.rows.map(({ id }) => id), [query.rows]))
  const { data: workshop } = useQuery(workshopQuery)
  const isCounting = workshop?.blind_counts ?? false
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
        <Loading />
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
                  <ReviewButtons
                    settlement={settlement}
                    isCounting={isCounting}
                    onReview={(as) => setReviewing({ settlement, as })}
                  />
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
      {reviewing && <Review {...reviewing} onClose={() => setReviewing(null)} />}
    </Card>
  )
}

interface ReviewButtonsProps {
  settlement: Settlement
  isCounting: boolean
  onReview: (as: Reviewed['as']) => void
}

function ReviewButtons({ settlement, isCounting, onReview }: ReviewButtonsProps) {
  const said = useSaid(settlement)
  return (
    <>
      <Button
        variant="ghost"
        className="text-muted hover:text-danger @max-2xl:px-2.5"
        aria-haspopup="dialog"
        aria-label={`Reject ${said} of ${settlement.manager_name}`}
        onClick={() => onReview('rejected')}
      >
        Reject
      </Button>
      {isCounting || settlement.is_counted ? (
        <Button asChild variant="outline">
          <Link to={`/money/cash/${settlement.id}`} aria-label={`Count cash from ${settlement.manager_name}`}>
            Count
          </Link>
        </Button>
      ) : (
        <Button
          variant="outline"
          aria-haspopup="dialog"
          aria-label={`Received ${said} from ${settlement.manager_name}`}
          onClick={() => onReview('received')}
        >
          Received
        </Button>
      )}
    </>
  )
}

/** Asks once more before cash is received, or why it is rejected. */
function Review({ settlement, as, onClose }: Reviewed & { onClose: () => void }) {
  const client = useQueryClient()
  const said = useSaid(settlement)
  // Also after a refusal: somebody else may have reviewed it meanwhile.
  const send = (call: Promise<unknown>) => call.finally(() => refreshMoney(client))
  if (as === 'received')
    return (
      <ConfirmDialog
        open
        onOpenChange={onClose}
        title={`Received ${said} from ${settlement.manager_name ?? 'the manager'}?`}
        action={`Received ${said}`}
        onConfirm={() => send(confirmSettlement(settlement.id))}
      >
        Count it first.
      </ConfirmDialog>
    )
  return (
    <RejectDialog
      about={settlement.id}
      title={`Reject ${said}`}
      reasons={REJECT_REASONS}
      action="Reject hand-over"
      onReject={(reason) => send(rejectSettlement(settlement.id, reason))}
      onClose={onClose}
    >
      {settlement.manager_name ?? 'The manager'} still has the cash.
    </RejectDialog>
  )
}

/** How an amount is called; it is not told before it is counted. */
function useSaid({ amount }: Settlement): string {
  const { money } = useFormats()
  return amount === null ? 'cash' : money(amount)
}

function Loading() {
  return (
    <div role="status" aria-label="Loading cash to receive" className="divide-y">
      {[1, 2].map((line) => (
        <div key={line} className="flex h-22 items-center justify-between px-4">
          <Skeleton className="h-10 w-48" />
          <Skeleton className="h-9 w-32" />
        </div>
      ))}
    </div>
  )
}
