import { useQuery } from '@tanstack/react-query'
import { ErrorState } from '@/components/states'
import { Card, CardHead } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/domain/formats'
import { shownMonth } from '@/lib/days'
import { proofsQuery } from './queries'

/** How much UPI has neither a reference nor a row of the bank, by member and month. */
export function ProofsCard() {
  const { data, error, refetch } = useQuery(proofsQuery)
  const { money } = useFormats()
  return (
    <Card>
      <CardHead title="UPI without a proof" note="Neither a reference nor in the bank" />
      {!data ? (
        error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : (
          <div role="status" aria-label="Loading" className="p-4">
            <Skeleton className="h-12" />
          </div>
        )
      ) : data.length === 0 ? (
        <p className="p-4 text-muted text-sm">No UPI payments in the last year.</p>
      ) : (
        <ul aria-label="UPI without a proof" className="divide-y">
          {data.map((proof) => (
            <li
              key={`${proof.month} ${proof.member_id}`}
              className="flex flex-wrap items-baseline justify-between gap-x-4 px-4 py-2.5 text-sm"
            >
              <span>
                <span className="font-medium">{proof.member_name ?? 'Somebody who left'}</span>{' '}
                <span className="text-muted text-xs">{shownMonth(proof.month)}</span>
              </span>
              <span className={proof.without_proof > 0 ? 'figure text-warning' : 'figure text-muted'}>
                {Math.round((100 * proof.without_proof) / proof.payments)}%
              </span>
              <span className="w-full text-muted text-xs">
                {proof.without_proof} of {proof.payments} payments, {money(proof.without_proof_amount)} of{' '}
                {money(proof.amount)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
