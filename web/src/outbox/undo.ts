import type { QueryClient } from '@tanstack/react-query'
import { offerUndo, type Undoable } from '@/components/undo'
import { refreshMoney } from '@/domain/refresh'
import { outbox } from './outbox'
import type { Entry } from './store'

/** Offers to take back what an entry records: before it has left, or on the server. */
export function offerUndoOf(entry: Entry, said: Omit<Undoable, 'undo'>, client: QueryClient) {
  offerUndo({
    about: entry.label,
    ...said,
    undo: async () => {
      try {
        const back = await outbox.undo(entry)
        if (back !== 'discarded' && back.kind === 'kept') return 'No network: undone as soon as there is one'
        return null
      } finally {
        void refreshMoney(client)
      }
    },
  })
}
