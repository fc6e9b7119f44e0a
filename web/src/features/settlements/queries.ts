import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, unwrap } from '@/api/client'
import { keptOnDevice } from '@/api/kept'
import type { Settlement } from '@/domain/settlements'
import { withPassword } from '@/features/auth/with-password'
import type { NoteCount } from '@/lib/denominations'
import { newId } from '@/lib/new-id'

type Shown = Schemas['Cash']

/** One's own cash: of that nothing is hidden. */
export type Cash = { [Name in keyof Shown]: NonNullable<Shown[Name]> }

/** A manager's own cash, and the jobs it came from, also without a network. */
export const cashQuery = queryOptions({
  queryKey: ['settlements', 'cash'],
  queryFn: async ({ signal }): Promise<Cash> => {
    const cash = await unwrap(api.GET('/api/settlements/cash', { signal }))
    const { cash_in_hand, available, other_amount } = cash
    return {
      ...cash,
      cash_in_hand: cash_in_hand ?? 0,
      available: available ?? 0,
      other_amount: other_amount ?? 0,
    }
  },
  persister: keptOnDevice,
})

/** One hand-over. */
export function handOverQuery(id: string) {
  return queryOptions({
    queryKey: ['settlements', 'one', id],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/settlements/{settlement_id}', { params: { path: { settlement_id: id } }, signal }),
      ),
  })
}

export const REJECT_REASONS = [
  'Cash not received',
  'Less cash than stated',
  'Wrong jobs named',
  'Handed over twice',
]

/** Receives cash by one's own count. */
export async function receiveCounted(id: string, count: NoteCount): Promise<Settlement> {
  const { settlement } = await withPassword((password) =>
    unwrap(
      api.PUT('/api/settlements/{settlement_id}/confirm', {
        params: { path: { settlement_id: id } },
        body: { count, ...(password !== undefined && { password }) },
      }),
    ),
  )
  return settlement
}

/** Books what two counts differ by. */
export function settleDifference(id: string, reason: string) {
  const header = { 'Idempotency-Key': newId() }
  return withPassword((password) =>
    unwrap(
      api.POST('/api/settlements/{settlement_id}/difference', {
        params: { path: { settlement_id: id }, header },
        body: { reason, ...(password !== undefined && { password }) },
      }),
    ),
  )
}

/** Reverses what was received by mistake. */
export function reverseSettlement(id: string, reason: string) {
  const header = { 'Idempotency-Key': newId() }
  return withPassword((password) =>
    unwrap(
      api.POST('/api/settlements/{settlement_id}/reverse', {
        params: { path: { settlement_id: id }, header },
        body: { reason, ...(password !== undefined && { password }) },
      }),
    ),
  )
}

export function confirmSettlement(id: string) {
  return withPassword((password) =>
    unwrap(
      api.PUT('/api/settlements/{settlement_id}/confirm', {
        params: { path: { settlement_id: id } },
        ...(password !== undefined && { body: { password } }),
      }),
    ),
  )
}

export function rejectSettlement(id: string, reason: string) {
  return unwrap(
    api.PUT('/api/settlements/{settlement_id}/reject', {
      params: { path: { settlement_id: id } },
      body: { reason },
    }),
  )
}
