import { sentence } from '@/api/problem'
import { Money } from '@/components/money'
import { Skeleton } from '@/components/ui/skeleton'
import { countedPayments, type Payment } from '@/domain/payment-labels'

interface AwaitingProps {
  label: string
  kind: Payment['kind']
  /** The server's sum; undefined while it is on its way. */
  waiting: { count: number; amount: number } | undefined
  error: unknown
}

/** How much money waits for the owner's decision. */
export function Awaiting({ label, kind, waiting, error }: AwaitingProps) {
  return (
    <div className="text-right">
      <h2 className="label-caps font-sans">{label}</h2>
      {waiting ? (
        <p className="flex flex-row-reverse flex-wrap items-baseline justify-start gap-x-3">
          <Money
            amount={waiting.amount}
            tone={waiting.count > 0 ? 'waiting' : 'muted'}
            className="text-2xl leading-tight md:text-3xl"
          />
          <span className="text-muted text-sm">{countedPayments(waiting.count, kind)}</span>
        </p>
      ) : error ? (
        <p role="alert" className="text-danger text-sm">
          {sentence(error)}
        </p>
      ) : (
        <Skeleton className="h-9 w-44" />
      )}
    </div>
  )
}
