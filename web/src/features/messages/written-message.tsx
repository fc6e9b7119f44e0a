import { useQueryClient } from '@tanstack/react-query'
import { ExternalLink } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { api, type Schemas, unwrap } from '@/api/client'
import { sentence } from '@/api/problem'
import { useSubmission } from '@/api/use-submission'
import { Notice } from '@/components/field'
import { SubmissionDialog } from '@/components/submission-dialog'
import { Button } from '@/components/ui/button'
import { Choice } from '@/components/ui/choice'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { useFormats } from '@/domain/formats'
import type { Job } from '@/domain/jobs'
import { inSentence } from '@/lib/days'
import { useTyped } from '@/lib/use-draft'
import { draftLink } from './draft-link'
import { MessageFields } from './message-fields'
import { CHANNELS } from './message-labels'
import type { Channel, EventByHand, Preview } from './queries'

interface WrittenMessageProps {
  job: Job
  event: NonNullable<EventByHand>
  preview: Preview
  onClose: () => void
  children: React.ReactNode
}

/** The words of a message as they are proposed: changed, and sent or opened as a draft. */
export function WrittenMessage({ job, event, preview, onClose, children }: WrittenMessageProps) {
  const first = preview.ways.find((way) => way.why_not === null) ?? preview.ways.find((way) => way.to)
  const [channel, setChannel] = useState<Channel>(first?.channel ?? 'whatsapp')
  // Of the job as it is: words with the sum of yesterday are not taken up again.
  const { typed, type, forget } = useTyped(`message:${job.id}:${job.version}:${event}`, {
    subject: preview.subject,
    text: preview.text,
  })
  const close = () => {
    forget()
    onClose()
  }
  const way = preview.ways.find((one) => one.channel === channel)
  const canSend = way !== undefined && way.why_not === null && preview.remind_again_at === null
  const link = way?.to ? draftLink(channel, way.to, typed.subject, typed.text) : null
  const { submission, draft, refusal, setRefusal } = useSendMessage(job.id, close)
  const body = { channel, event, ...typed, language: preview.language, is_draft: false, repeat: false }
  const openDraft = link && (
    <OpenDraft
      link={link}
      channel={channel}
      isFirst={!canSend}
      onOpen={() => void draft.submit({ ...body, is_draft: true })}
    />
  )
  const fields = (
    <>
      {children}
      <Choice
        label="By"
        value={channel}
        options={preview.ways.map((one) => ({ value: one.channel, label: CHANNELS[one.channel] }))}
        onChange={(chosen) => {
          setRefusal(null)
          setChannel(chosen)
        }}
      />
      <WayNotes way={way} againAt={preview.remind_again_at} isDraftable={link !== null} />
      <MessageFields typed={typed} onType={type} hasSubject={channel === 'email'} />
    </>
  )
  const title = `Message, ${job.vehicle_number}`
  const description = `To ${job.customer_name}. Change the words as you like.`
  if (canSend)
    return (
      <SubmissionDialog
        title={title}
        description={description}
        state={submission.state}
        refusal={refusal}
        repeated={submission.repeated}
        another="Send again"
        action="Send"
        onSubmit={(press) => {
          press.preventDefault()
          if (typed.text.trim()) void submission.submit(body)
        }}
        onClose={close}
      >
        {fields}
        {openDraft}
      </SubmissionDialog>
    )
  return (
    <DraftDialog title={title} description={description} refusal={refusal} onClose={close}>
      {fields}
      {openDraft}
    </DraftDialog>
  )
}

/** The two ways to send a message, each recorded once: by the server, and as a draft in one's own app. */
function useSendMessage(jobId: string, onClose: () => void) {
  const client = useQueryClient()
  const [refusal, setRefusal] = useState<string | null>(null)
  const refresh = () => void client.invalidateQueries({ queryKey: ['messages'] })
  const send = (body: Schemas['MessageIn'], key: string) =>
    unwrap(
      api.POST('/api/jobs/{job_id}/messages', {
        params: { path: { job_id: jobId }, header: { 'Idempotency-Key': key } },
        body,
      }),
    )
  const submission = useSubmission({
    name: `message:${jobId}`,
    send,
    onDone: (made) => {
      toast.success(made.message)
      onClose()
      refresh()
    },
    onSame: onClose,
    onRefused: (problem) => setRefusal(sentence(problem)),
  })
  const draft = useSubmission({
    name: `message-draft:${jobId}`,
    send,
    onDone: () => {
      onClose()
      refresh()
    },
    onRefused: (problem) => setRefusal(sentence(problem)),
  })
  return { submission, draft, refusal, setRefusal }
}

interface WayNotesProps {
  way: Preview['ways'][number] | undefined
  /** Before this day the customer is not reminded again. */
  againAt: Preview['remind_again_at']
  isDraftable: boolean
}

function WayNotes({ way, againAt, isDraftable }: WayNotesProps) {
  const { day } = useFormats()
  return (
    <>
      {way?.to && <p className="break-words text-muted text-sm">To {way.to}</p>}
      {againAt && (
        <Notice tone="info">
          This customer was reminded a few days ago. Call, or remind again from {inSentence(day(againAt))}.
        </Notice>
      )}
      {way?.why_not && (
        <Notice tone="info">
          {way.why_not}
          {isDraftable && ' You can open it as a draft in an app of your own.'}
        </Notice>
      )}
    </>
  )
}

interface OpenDraftProps {
  link: string
  channel: Channel
  /** Whether it is the only way. */
  isFirst: boolean
  onOpen: () => void
}

function OpenDraft({ link, channel, isFirst, onOpen }: OpenDraftProps) {
  return (
    <Button asChild variant={isFirst ? 'primary' : 'outline'} size="lg" className="w-full">
      <a data-records href={link} target="_blank" rel="noopener noreferrer" onClick={onOpen}>
        <ExternalLink aria-hidden /> Open in {channel === 'email' ? 'my e-mail app' : 'WhatsApp'}
      </a>
    </Button>
  )
}

interface DraftDialogProps {
  title: string
  description: string
  refusal: string | null
  onClose: () => void
  children: React.ReactNode
}

/** For a message that the server cannot send: it is opened in one's own app. */
function DraftDialog({ title, description, refusal, onClose, children }: DraftDialogProps) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={title} description={description}>
        <div className="space-y-4">
          {refusal && <Notice>{refusal}</Notice>}
          {children}
        </div>
      </DialogContent>
    </Dialog>
  )
}
