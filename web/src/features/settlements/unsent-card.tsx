import { Card, CardHead } from '@/components/ui/card'
import { CASH_ORDER } from '@/outbox/cash'
import { useUnsent } from '@/outbox/outbox'
import { UnsentRow } from '@/outbox/unsent-row'

/** Cash that was handed over on this device, of which the server does not know yet. */
export function UnsentCash() {
  const entries = useUnsent(CASH_ORDER)
  if (entries.length === 0) return null
  return (
    <Card className="mb-4 border-dashed">
      <CardHead title="Not sent yet" />
      <ul className="divide-y px-4">
        {entries.map((entry) => (
          <UnsentRow key={entry.number} entry={entry} />
        ))}
      </ul>
    </Card>
  )
}
