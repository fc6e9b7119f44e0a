import type { Schemas } from '@/api/client'
import { bodyOf } from './body'
import type { Entry } from './store'

/** The order of what is done with all cash that one has, whatever job it came from. */
export const CASH_ORDER = 'cash'

/** What an entry adds to the cash in hand once it is sent; less than nothing for what is handed over. */
export function cashOf(entry: Pick<Entry, 'kind' | 'body'>): number {
  switch (entry.kind) {
    case 'job': {
      const { advance_paid: advance = 0, advance_method: method = 'cash' } =
        bodyOf<Schemas['JobCreate']>(entry)
      return method === 'cash' ? advance : 0
    }
    case 'payment': {
      const { amount, method = 'cash' } = bodyOf<Schemas['PaymentCreate']>(entry)
      return method === 'cash' ? amount : 0
    }
    case 'hand-over':
      return -(bodyOf<Schemas['SettlementCreate']>(entry).amount ?? 0)
    default:
      return 0
  }
}

/** Whether the cash in hand is another once an entry is sent: what it takes back may have been cash. */
export function movesCash(entry: Pick<Entry, 'kind' | 'body' | 'request'>): boolean {
  const { kind, request } = entry
  return kind === 'hand-over' || (kind === 'taking-back' && request.method === 'POST') || cashOf(entry) !== 0
}
