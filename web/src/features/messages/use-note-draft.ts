import { useQueryClient } from '@tanstack/react-query'
import { api, type Schemas, unwrap } from '@/api/client'
import { useSubmission } from '@/api/use-submission'

type Draft = Pick<Schemas['MessageIn'], 'event' | 'language' | 'subject' | 'text'>

/** Notes that a message was opened in WhatsApp, so that it stands among the job's messages; nobody knows whether it was sent. */
export function useNoteDraft(jobId: string) {
  const client = useQueryClient()
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
  return (draft: Draft) => {
    renew()
    void submit({ ...draft, channel: 'whatsapp', is_draft: true, repeat: true })
  }
}
