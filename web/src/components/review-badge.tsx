import type { ReviewStatus } from '@/domain/payment-labels'
import { Badge, type Tone } from './ui/badge'

const LOOKS: Record<ReviewStatus, { label: string; tone: Tone }> = {
  pending: { label: 'To confirm', tone: 'warning' },
  confirmed: { label: 'Confirmed', tone: 'success' },
  rejected: { label: 'Rejected', tone: 'danger' },
}

/** The owner's decision on a payment, or under other `labels` on something else. */
export function ReviewBadge({
  status,
  labels,
}: {
  status: ReviewStatus
  labels?: Record<ReviewStatus, string> | undefined
}) {
  const { label, tone } = LOOKS[status]
  return <Badge tone={tone}>{labels?.[status] ?? label}</Badge>
}
