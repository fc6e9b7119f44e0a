import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { api, type Schemas, unwrap } from '@/api/client'
import { sentence } from '@/api/problem'
import { useSubmission } from '@/api/use-submission'
import type { JobDetail } from '@/domain/jobs'
import { useCan } from '@/domain/permissions'
import { invoice, statement } from '@/features/documents/paper'
import { share } from '@/features/documents/paper-links'
import { canShare } from '@/features/documents/share'
import { draftLink } from '@/features/messages/draft-link'
import { type Preview, previewQuery } from '@/features/messages/queries'
import { useChatTab } from '@/features/messages/use-chat-tab'

/** How an invoice reaches the customer. */
export interface Way {
  by: 'email' | 'whatsapp' | 'share'
  /** Written here, sent by a person in an app of one's own. */
  isDraft: boolean
}

/** Hands the invoice of a job on: by the server, as a draft in WhatsApp that is noted among the messages, or as a file. */
export function useSendInvoice(job: JobDetail, onRefused: (words: string) => void) {
  const client = useQueryClient()
  const canSend = useCan('messages:send')
  const { data: preview } = useQuery({ ...previewQuery(job.id, 'invoice_issued'), enabled: canSend })
  const [chosen, setChosen] = useState<Way['by'] | null>(null)
  const tab = useChatTab()
  const message = useSubmission({
    name: `invoice-message:${job.id}`,
    send: (body: Schemas['MessageIn'], key) =>
      unwrap(
        api.POST('/api/jobs/{job_id}/messages', {
          params: { path: { job_id: job.id }, header: { 'Idempotency-Key': key } },
          body,
        }),
      ),
    onDone: (made, { is_draft: isDraft }) => {
      if (!isDraft) toast.success(made.message)
      void client.invalidateQueries({ queryKey: ['messages'] })
    },
    onRefused: (problem) => onRefused(sentence(problem)),
  })
  const write = async (channel: 'email' | 'whatsapp', isDraft: boolean) => {
    // Now the words name the invoice.
    const { subject, text, language, ways } = await client.fetchQuery({
      ...previewQuery(job.id, 'invoice_issued'),
      staleTime: 0,
    })
    const to = ways.find((way) => way.channel === channel)?.to
    const link = isDraft && to ? draftLink(channel, to, subject, text) : null
    if (link) tab.lead(link)
    message.renew()
    // Whoever chooses a way anew means it: the bill was not found, or not yet.
    const again = { is_draft: isDraft, repeat: true }
    await message.submit({ channel, event: 'invoice_issued', subject, text, language, ...again })
  }
  return {
    ways: waysOf(preview),
    chosen,
    state: message.state === 'done' ? 'idle' : message.state,
    /** Opens what only a press can open. */
    prepare: (way: Way) => {
      setChosen(way.by)
      if (way.isDraft) tab.open()
    },
    /** Takes that back. */
    giveUp: tab.close,
    pass: async (way: Way, number: string) => {
      setChosen(way.by)
      const { id, vehicle_number: plate } = job
      if (way.by === 'share') return share([invoice(id, number, plate), statement(id, plate)])
      if (way.isDraft && !tab.isOpen()) tab.open()
      try {
        await write(way.by, way.isDraft)
      } catch (error) {
        tab.close()
        onRefused(sentence(error))
      }
    },
  }
}

/** The ways that are open to this customer, the best first. */
function waysOf(preview: Preview | undefined): Way[] {
  const channels = preview?.ways ?? []
  const sent = channels
    .filter(({ why_not: whyNot }) => whyNot === null)
    .map(({ channel }): Way => ({ by: channel, isDraft: false }))
  const drafts = channels
    .filter(
      ({ channel, why_not: whyNot, to }) => channel === 'whatsapp' && whyNot !== null && to?.startsWith('+'),
    )
    .map((): Way => ({ by: 'whatsapp', isDraft: true }))
  return [...sent, ...drafts, ...(canShare() ? [{ by: 'share' as const, isDraft: false }] : [])]
}
