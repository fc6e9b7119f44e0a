import { Money } from '@/components/money'
import { useFormats } from '@/domain/formats'
import type { Tally } from './queries'

/** What was counted, and how it compares with the book. */
export function TallyView({ tally }: { tally: Tally }) {
  const { money } = useFormats()
  const { counted, expected, difference } = tally
  return (
    <dl className="space-y-2">
      {counted !== null && (
        <div className="flex items-baseline justify-between gap-4">
          <dt className="text-muted text-sm">Counted</dt>
          <dd>
            <Money amount={counted} className="text-2xl" />
          </dd>
        </div>
      )}
      {expected !== null && (
        <div className="flex items-baseline justify-between gap-4">
          <dt className="text-muted text-sm">By the book{tally.float_amount > 0 && ', with the float'}</dt>
          <dd>
            <Money amount={expected} />
          </dd>
        </div>
      )}
      <p className={difference === 0 ? 'text-sm text-success' : 'text-danger text-sm'} role="status">
        {difference === 0
          ? 'It is what the book says.'
          : difference < 0
            ? `${money(-difference)} is missing. It stays with you until the owner decides.`
            : `${money(difference)} is more than the book says.`}
      </p>
      {tally.reason && <p className="break-words text-muted text-sm">{tally.reason}</p>}
    </dl>
  )
}
