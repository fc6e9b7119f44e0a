import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ExternalLink } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { api, type Schemas, unwrap } from '@/api/client'
import { sentence } from '@/api/problem'
import { useSubmission } from '@/api/use-submission'
import { Field, Notice } from '@/components/field'
import { ErrorState } from '@/components/states'
import { SubmissionDialog } from '@/components/submission-dialog'
import { Button } from '@/components/ui/button'
import { Choice } from '@/components/ui/choice'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Input, Select, Textarea } from '@/components/ui/input'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/domain/formats'
import type { Job } from '@/domain/jobs'
import { inSentence } from '@/lib/days'
import { useTyped } from '@/lib/use-draft'
import { draftLink } from './draft-link'
import { CHANNELS } from './message-labels'
import { type Channel, type EventByHand, type Preview, previewQuery } from './queries'

type Event = NonNullable<EventByHand>

/** What can be written about a job as it is now, the likeliest first. */
function offered(job: Job, first: Event | undefined): { value: Event; label: string }[] {
  const isDone = ['completed', 'delivered', 'credit_pending', 'closed'].includes(job.status)
  const owes = job.remaining_amount > 0
  return [
    ...(first === 'estimate_sent' ? [{ value: first, label: 'Estimate to approve' }] : []),
    ...(job.status === 'completed' ? [{ value: 'ready' as const, label: 'Ready to collect' }] : []),
    ...(owes && isDone ? [{ value: 'balance_reminder' as const, label: 'Balance reminder' }] : []),
    { value: 'status_moved', label: 'Progress of the work' },
    { value: 'job_taken_in', label: 'Job started' },
    ...(job.invoice_id ? [{ value: 'invoice_issued' as const, label: 'Invoice as PDF' }] : []),
    { value: 'by_hand', label: 'Something else' },
  ]
}

interface WriteMessageProps {
  job: Job
  /** What it is about at first, where that can be written about; else the likeliest. */
  first?: Event
  onClose: () => void
}

/** Writes to the customer of a job: the words are there, can be changed, and are sent or opened as a draft. */
export default function WriteMessage({ job, first, onClose }: WriteMessageProps) {
  const choices = offered(job, first)
  const [event, setEvent] = useState<Event>(
    choices.find(({ value }) => value === first)?.value ?? choices[0]?.value ?? 'by_hand',
  )
  const { data, error, refetch } = useQuery(previewQuery(job.id, event))
  if (data)
    return (
      <Written key={event} job={job} event={event} preview={data} onClose={onClose}>
        <Field label="About">
          {(control) => (
            <Select {...control} value={event} onChange={(change) => setEvent(change.target.value as Event)}>
              {choices.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </Written>
    )
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={`Message, ${job.vehicle_number}`} description="To the customer of this job.">
        {error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : (
          <div role="status" aria-label="Loading the message">
            <Skeleton className="h-48" />
          </div>
        )}
      </DialogContent>
    </Dialog>
  )
}

interface WrittenProps {
  job: Job
  event: Event
  preview: Preview
  onClose: () => void
  children: React.ReactNode
}

function Written({ job, event, preview, onClose, children }: WrittenProps) {
  const client = useQueryClient()
  const first = preview.ways.find((way) => way.why_not === null) ?? preview.ways.find((way) => way.to)
  const [channel, setChannel] = useState<Channel>(first?.channel ?? 'whatsapp')
  // Of the job as it is: words with the sum of yesterday are not taken up again.
  const { typed, type, forget } = useTyped(`message:${job.id}:${job.version}:${event}`, {
    subject: preview.subject,
    text: preview.text,
  })
  const { subject, text } = typed
  const close = () => {
    forget()
    onClose()
  }
  const [refusal, setRefusal] = useState<string | null>(null)
  const way = preview.ways.find((one) => one.channel === channel)
  const { day } = useFormats()
  const againAt = preview.remind_again_at
  const canSend = way !== undefined && way.why_not === null && againAt === null
  const link = way?.to ? draftLink(channel, way.to, subject, text) : null
  const refresh = () => void client.invalidateQueries({ queryKey: ['messages'] })
  const send = (body: Schemas['MessageIn'], key: string) =>
    unwrap(
      api.POST('/api/jobs/{job_id}/messages', {
        params: { path: { job_id: job.id }, header: { 'Idempotency-Key': key } },
        body,
      }),
    )
  const submission = useSubmission({
    name: `message:${job.id}`,
    send,
    onDone: (made) => {
      toast.success(made.message)
      close()
      refresh()
    },
    onSame: close,
    onRefused: (problem) => setRefusal(sentence(problem)),
  })
  const draft = useSubmission({
    name: `message-draft:${job.id}`,
    send,
    onDone: () => {
      close()
      refresh()
    },
    onRefused: (problem) => setRefusal(sentence(problem)),
  })
  const body = { channel, event, subject, text, language: preview.language, is_draft: false, repeat: false }
  const openDraft = link && (
    <Button asChild variant={canSend ? 'outline' : 'primary'} size="lg" className="w-full">
      <a
        data-records
        href={link}
        target="_blank"
        rel="noopener noreferrer"
        onClick={() => void draft.submit({ ...body, is_draft: true })}
      >
        <ExternalLink aria-hidden /> Open in {channel === 'email' ? 'my e-mail app' : 'WhatsApp'}
      </a>
    </Button>
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
      {way?.to && <p className="break-words text-muted text-sm">To {way.to}</p>}
      {againAt && (
        <Notice tone="info">
          This customer was reminded a few days ago. Call, or remind again from {inSentence(day(againAt))}.
        </Notice>
      )}
      {way?.why_not && (
        <Notice tone="info">
          {way.why_not}
          {link && ' You can open it as a draft in an app of your own.'}
        </Notice>
      )}
      {channel === 'email' && (
        <Field label="Subject">
          {(control) => (
            <Input
              {...control}
              maxLength={150}
              value={subject}
              onChange={(change) => type({ subject: change.target.value })}
            />
          )}
        </Field>
      )}
      <Field label="Text">
        {(control) => (
          <Textarea
            {...control}
            dir="auto"
            rows={8}
            maxLength={2000}
            value={text}
            onChange={(change) => type({ text: change.target.value })}
          />
        )}
      </Field>
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
          if (text.trim()) void submission.submit(body)
        }}
        onClose={close}
      >
        {fields}
        {openDraft}
      </SubmissionDialog>
    )
  return (
    <Dialog open onOpenChange={(open) => !open && close()}>
      <DialogContent title={title} description={description}>
        <div className="space-y-4">
          {refusal && <Notice>{refusal}</Notice>}
          {fields}
          {openDraft}
        </div>
      </DialogContent>
    </Dialog>
  )
}
