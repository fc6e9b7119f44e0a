import { useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { sentence } from '@/api/problem'
import { useSubmission } from '@/api/use-submission'
import type { Message } from './queries'

/** Sends again what was not sent. */
export function useRetry(message: Message) {
  const client = useQueryClient()
  const refresh = () => void client.invalidateQueries({ queryKey: ['messages'] })
  return useSubmission({
    // Failed once more, it is another try.
    name: `message-retry:${message.id}:${message.attempts}:${message.error ?? ''}`,
    send: (_: object, key) =>
      unwrap(
        api.POST('/api/messages/{message_id}/retry', {
          params: { path: { message_id: message.id }, header: { 'Idempotency-Key': key } },
        }),
      ),
    onDone: (made) => {
      toast.success(made.message)
      refresh()
    },
    onRefused: (problem) => {
      toast.error(sentence(problem))
      refresh()
    },
  })
}
