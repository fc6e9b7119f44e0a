import { useQueryClient } from '@tanstack/react-query'
import { api, type Schemas, unwrap } from '@/api/client'
import { useSubmission } from '@/api/use-submission'
import { useCan } from '@/domain/permissions'

/**
 * Notes that a message was opened in WhatsApp, so that it stands among the job's messages; nobody knows whether it was
 * sent. Who may not write messages opens the chat all the same.
 */
export function useNoteDraft(jobId: string) {
  const client = useQueryClient()
  const canSend = useCan('messages:send')
  const { submit, renew } = useSubmission({
    name: `whatsapp-draft:${jobId}`,
    send: (body: Schemas['MessageIn'], key) =>
      unwrap(
        api.POST('/api/jobs/{job_id}/messages', {
          params: { path: { job_id: jobId }, header: { 'Idempotency-Key': key } },
          body,
        }),
      ),
    onDone: () => void client.invalidateQueries({ queryKey: ['messages'] }),
    // The chat is open, and there is nothing to do about a note that is missing.
    onRefused: () => {},
  })
  return (text: string) => {
    if (!canSend) return
    renew()
    void submit({ channel: 'whatsapp', event: 'by_hand', text, is_draft: true, repeat: false })
  }
}
