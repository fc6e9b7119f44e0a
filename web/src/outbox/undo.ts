import type { QueryClient } from '@tanstack/react-query'
import { offerUndo, type Undoable } from '@/components/undo'
import { refreshMoney } from '@/domain/refresh'
import { wordsNow } from '@/lib/words'
import { outbox } from './outbox'
import type { Entry } from './store'
import { OUTBOX } from './words'

/** Offers to take back what an entry records: before it has left, or on the server. */
export function offerUndoOf(entry: Entry, said: Omit<Undoable, 'undo'>, client: QueryClient) {
  offerUndo({
    about: entry.label,
    ...said,
    undo: async () => {
      try {
        const back = await outbox.undo(entry)
        if (back !== 'discarded' && back.kind === 'kept') return wordsNow(OUTBOX).undoneLater
        return null
      } finally {
        void refreshMoney(client)
      }
    },
  })
}
