import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import { sentence } from '@/api/problem'
import { STATUS_WORDS } from '@/domain/status-words'
import { useWords } from '@/lib/words'
import { sendWork } from '@/outbox/send-job'
import { offerUndoOf } from '@/outbox/undo'
import { OUTBOX } from '@/outbox/words'
import { type Step, type Work, workQuery } from './queries'
import { WORK } from './words'

/** Says how far the work on a car is: without a network it is kept, stands on the row, and is sent later. */
export function useMoveWork(work: Work) {
  const client = useQueryClient()
  const words = useWords(WORK)
  const outboxWords = useWords(OUTBOX)
  const statuses = useWords(STATUS_WORDS)
  return useMutation({
    networkMode: 'always',
    mutationFn: (to: Step) => sendWork(work, to),
    onSuccess: ({ kind, entry }, to) =>
      offerUndoOf(
        entry,
        kind === 'kept'
          ? { said: outboxWords.notSentYet, undone: outboxWords.notSentIt }
          : {
              said: statuses[to].label,
              about: work.vehicle_number,
              undone: words.again(work.vehicle_number, statuses[work.status].label),
            },
        client,
      ),
    onError: (error) => toast.error(words.notChanged, { description: sentence(error) }),
    onSettled: () => client.invalidateQueries({ queryKey: workQuery.queryKey }),
  })
}
