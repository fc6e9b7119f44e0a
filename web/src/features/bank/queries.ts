import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, unwrap } from '@/api/client'
import { withPassword } from '@/features/auth/with-password'

export type Bank = Schemas['BankOut']
export type BankPayment = Schemas['BankPayment']
export type BankMatch = Schemas['MatchOut']
export type BankRow = Schemas['BankRowOut']
export type Credit = Schemas['CreditOut']
export type Column = Schemas['Column']
export type Why = Schemas['SetAside']['why']

/** What the bank says and what was entered, side by side. */
export const bankQuery = queryOptions({
  queryKey: ['bank', 'lists'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/bank', { signal })),
})

/** By month and member, how many UPI payments have no proof. */
export const proofsQuery = queryOptions({
  queryKey: ['bank', 'proofs'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/bank/proofs', { signal })),
})

/** Sends a statement as the bank handed it out; `account` is a bank account's id, or `new`. */
export function sendStatement(file: File, account: string | null) {
  return unwrap(
    api.POST('/api/bank/statements', {
      params: { query: account === null ? {} : { account } },
      // The file as it is, not JSON.
      body: file as unknown as string,
      bodySerializer: (body: unknown) => body as BodyInit,
      headers: { 'Content-Type': 'application/octet-stream' },
    }),
  )
}

export function rememberLayout(body: Schemas['LayoutCreate']) {
  return unwrap(api.PUT('/api/bank/layouts', { body }))
}

/** Confirms all that match, as it was shown; a great many go in several requests. Returns how many were confirmed. */
export async function confirmMatches(seen: string): Promise<number> {
  let confirmed = 0
  for (let next = seen; ; ) {
    const shown = next
    const answer = await withPassword((password) =>
      unwrap(
        api.PUT('/api/bank/matches', {
          body: { seen: shown, ...(password !== undefined && { password }) },
        }),
      ),
    )
    confirmed += answer.confirmed
    if (answer.left === 0) return confirmed
    next = answer.seen
  }
}

export function matchByHand(rowId: string, paymentIds: string[], key: string) {
  return withPassword((password) =>
    unwrap(
      api.POST('/api/bank/matches', {
        params: { header: { 'Idempotency-Key': key } },
        body: { row_id: rowId, payment_ids: paymentIds, ...(password !== undefined && { password }) },
      }),
    ),
  )
}

export function setAside(rowId: string, why: Why, key: string) {
  return unwrap(
    api.POST('/api/bank/rows/{row_id}/set-aside', {
      params: { path: { row_id: rowId }, header: { 'Idempotency-Key': key } },
      body: { why },
    }),
  )
}
