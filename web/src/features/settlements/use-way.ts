import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect } from 'react'
import { workshopQuery } from '@/domain/workshop'
import { CASH_ORDER } from '@/outbox/cash'
import { useUnsent } from '@/outbox/outbox'

// The garage counts since, or counts no more.
const OTHER_WAY = ['count_needed', 'counts_are_off']

/** Asks anew how the garage hands cash over where the server said that it is done in another way by now. */
export function useWayOfHandingOver(): (code: string) => void {
  const client = useQueryClient()
  const ask = useCallback(
    (code: string) => {
      if (OTHER_WAY.includes(code)) void client.invalidateQueries({ queryKey: workshopQuery.queryKey })
    },
    [client],
  )
  const codes = useUnsent(CASH_ORDER).map(({ refusal }) => refusal?.code)
  const late = OTHER_WAY.find((code) => codes.includes(code))
  useEffect(() => {
    if (late) ask(late)
  }, [late, ask])
  return ask
}
