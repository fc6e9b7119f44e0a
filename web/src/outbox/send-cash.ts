import type { Schemas } from '@/api/client'
import { useFormats } from '@/domain/formats'
import { countTotal } from '@/lib/denominations'
import { newId } from '@/lib/new-id'
import { CASH_ORDER } from './cash'
import type { Entry, NewEntry } from './store'
import type { SendCallbacks } from './use-send'
import { useSend } from './use-send'

type HandOverBody = Schemas['SettlementCreate']
type DayBody = Schemas['CountedDay']
export type DayEnd = 'open' | 'close'

/** The name of the form that hands cash over, by its sum or by its notes. */
export const HAND_OVER_FORM = 'hand-over'

/** The name of the form that counts the cash at the beginning or the end of a day. */
export function dayForm(end: DayEnd): string {
  return `day:${end}`
}

/** Hands cash over, also without a network: after what was taken in before it. */
export function useSendHandOver({ typed, ...callbacks }: SendCallbacks<HandOverBody, Schemas['Created']>) {
  const { decimals, money } = useFormats()
  return useSend<HandOverBody, Schemas['Created']>({
    ...callbacks,
    name: HAND_OVER_FORM,
    entryOf: (body, id) => ({
      kind: 'hand-over',
      jobId: '',
      order: CASH_ORDER,
      label: `${money(body.amount ?? countTotal(body.count ?? {}, decimals))} handed over`,
      request: { method: 'POST', path: '/api/settlements' },
      body: JSON.stringify({ ...body, id }),
      typed: typed(),
    }),
  })
}

interface PhotoOfDay {
  /** The photo of a count, which is sent after it; the server names the day, so it is kept by the count's entry. */
  photoOf: (entryId: string) => NewEntry[]
}

/** Counts the cash at the beginning or the end of a day, also without a network: it is of the day that it says. */
export function useSendDay(
  end: DayEnd,
  { typed, photoOf, ...callbacks }: SendCallbacks<DayBody, Schemas['DayTold']> & PhotoOfDay,
) {
  const { decimals, money } = useFormats()
  return useSend<DayBody, Schemas['DayTold']>({
    ...callbacks,
    name: dayForm(end),
    withIt: ({ id = '' }) => photoOf(id),
    entryOf: (body) => ({
      id: newId(),
      kind: 'day',
      jobId: '',
      order: CASH_ORDER,
      label: `Day ${end === 'open' ? 'opened' : 'closed'} with ${money(countTotal(body.count, decimals))}`,
      request:
        end === 'open'
          ? { method: 'POST', path: '/api/custody/days/open' }
          : { method: 'POST', path: '/api/custody/days/close' },
      body: JSON.stringify(body),
      typed: typed(),
    }),
  })
}

/** Which end of a day an entry counts; null for all else. */
export function dayEndOf({ kind, request }: Pick<Entry, 'kind' | 'request'>): DayEnd | null {
  if (kind !== 'day') return null
  return request.path.endsWith('/open') ? 'open' : 'close'
}
