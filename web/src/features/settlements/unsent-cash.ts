import { bodyOf } from '@/outbox/body'
import { cashOf } from '@/outbox/cash'
import type { Entry } from '@/outbox/store'
import type { Cash } from './queries'

/**
 * What is in hand once this device has sent what it keeps: with what was taken in here, without what was handed over.
 * What the server would not take was taken in all the same, and is not handed over.
 */
export function withUnsent(cash: Cash, entries: readonly Entry[], decimals: number): Cash {
  const scale = 10 ** decimals
  const minor = (amount: number) => Math.round(amount * scale)
  const takenBack = new Set(entries.map(({ takesBack }) => takesBack))
  const standing = entries.filter(
    ({ id, kind, refusal }) => !takenBack.has(id) && !(kind === 'hand-over' && refusal),
  )
  const handed = standing.filter(({ kind }) => kind === 'hand-over')
  const sumOf = (those: readonly Entry[]) => those.reduce((sum, entry) => sum + minor(cashOf(entry)), 0)
  const named = new Set(handed.flatMap((entry) => bodyOf<{ job_ids: string[] }>(entry).job_ids))
  const jobs = cash.jobs.filter(({ job_id }) => !named.has(job_id))
  const available = minor(cash.available) + sumOf(standing)
  const ofJobs = jobs.reduce((sum, { amount }) => sum + minor(amount), 0)
  return {
    ...cash,
    cash_in_hand: (minor(cash.cash_in_hand) + sumOf(standing) - sumOf(handed)) / scale,
    pending_settlement: (minor(cash.pending_settlement) - sumOf(handed)) / scale,
    available: available / scale,
    jobs,
    other_amount: Math.max(available - ofJobs, 0) / scale,
  }
}
