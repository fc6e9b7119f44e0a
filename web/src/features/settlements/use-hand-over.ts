import { useQueryClient } from '@tanstack/react-query'
import type { Schemas } from '@/api/client'
import { useFormats } from '@/domain/formats'
import { refreshMoney } from '@/domain/refresh'
import { useSendHandOver } from '@/outbox/send-cash'
import { offerUndoOf } from '@/outbox/undo'
import type { SendCallbacks } from '@/outbox/use-send'
import { useWayOfHandingOver } from './use-way'

type Callbacks = SendCallbacks<Schemas['SettlementCreate'], Schemas['Created']>

interface HandOverOptions
  extends Pick<Callbacks, 'typed' | 'onRefused'>,
    Partial<Pick<Callbacks, 'onDone' | 'onKept'>> {
  /** Empties the form. */
  clear: () => void
  /** The sum that a body hands over. */
  sumOf: (body: Schemas['SettlementCreate']) => number
  /** What the message says of it beside the sum. */
  about: string
}

/** Hands cash over from a form, which then begins anew: by its sum or by its notes. It can be taken back. */
export function useHandOver({ typed, clear, sumOf, about, onDone, onKept, onRefused }: HandOverOptions) {
  const client = useQueryClient()
  const askWay = useWayOfHandingOver()
  const { money } = useFormats()
  /** What is still in hand can be handed over as soon as it is known. */
  const start = () => {
    clear()
    void refreshMoney(client).finally(submission.renew)
  }
  const submission = useSendHandOver({
    typed,
    onDone: (answer, body, entry) => {
      const sum = money(sumOf(body))
      onDone?.(answer, body, entry)
      start()
      offerUndoOf(
        entry,
        { said: `${sum} handed over`, about, undone: `${sum} is your cash in hand again` },
        client,
      )
    },
    onKept: (body, entry) => {
      onKept?.(body, entry)
      clear()
      submission.renew()
    },
    onSame: start,
    onRefused: (problem) => {
      void refreshMoney(client)
      askWay(problem.code)
      onRefused(problem)
    },
  })
  return submission
}
