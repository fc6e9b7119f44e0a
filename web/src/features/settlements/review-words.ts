import type { Settlement } from '@/domain/settlements'

const WORDS = { pending: 'Waiting for owner', confirmed: 'Received', rejected: 'Rejected' }

/** The decision on a hand-over, in words. */
export function reviewWords({ cancelled, reversed_at }: Pick<Settlement, 'cancelled' | 'reversed_at'>) {
  return {
    ...WORDS,
    ...(cancelled && { rejected: 'Taken back' }),
    ...(reversed_at && { rejected: 'Reversed' }),
  }
}
