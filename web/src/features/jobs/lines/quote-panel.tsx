import { NetworkFailure, sentence } from '@/api/problem'
import { Notice } from '@/components/field'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import { BillSums, billNote } from './bill-sums'
import type { Quote } from './use-quote'

/** The total of lines that are being typed, as the server reckons it. */
export function QuotePanel({ quote }: { quote: Quote }) {
  const { bill, incomplete, isPending, error, wrong, retry } = quote
  return (
    <div className="space-y-2">
      {bill ? (
        <BillSums bill={bill} isPending={isPending} />
      ) : error ? (
        <Notice tone={error instanceof NetworkFailure ? 'warning' : 'danger'}>
          <p>
            {error instanceof NetworkFailure
              ? 'No connection, so the total cannot be worked out yet. What you typed is kept.'
              : sentence(error)}
          </p>
          <Button size="sm" variant="outline" className="mt-2" onClick={retry}>
            Try again
          </Button>
        </Notice>
      ) : isPending && incomplete === 0 && wrong.size === 0 ? (
        <Skeleton className="h-16" />
      ) : (
        <div className="flex items-baseline justify-between gap-4 text-sm">
          <span className="font-medium">Total</span>
          <span className="text-muted">
            {wrong.size > 0 ? 'See the line marked red' : 'Enter labour or a part with its price'}
          </span>
        </div>
      )}
      {incomplete > 0 && (bill || isPending) && (
        <p className="text-warning text-xs">
          {incomplete === 1
            ? '1 line is not complete, and not counted yet.'
            : `${incomplete} lines are not complete, and not counted yet.`}
        </p>
      )}
      {bill && <p className="text-muted text-xs">{billNote(bill)}</p>}
    </div>
  )
}
