import type { Verdict } from '@/domain/payment-labels'
import { Badge, type Tone } from './ui/badge'

const VERDICTS: Record<Verdict, { label: string; tone: Tone }> = {
  pending: { label: 'To confirm', tone: 'warning' },
  confirmed: { label: 'Confirmed', tone: 'success' },
  rejected: { label: 'Rejected', tone: 'danger' },
}

/** The owner's verdict on a payment or a settlement. */
export function VerdictBadge({ verdict }: { verdict: Verdict }) {
  const { label, tone } = VERDICTS[verdict]
  return <Badge tone={tone}>{label}</Badge>
}
