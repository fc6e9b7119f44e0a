import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Field } from '@/components/field'
import { ErrorState } from '@/components/states'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Select } from '@/components/ui/input'
import { Skeleton } from '@/components/ui/skeleton'
import type { Job } from '@/domain/jobs'
import { type EventByHand, previewQuery } from './queries'
import { WrittenMessage } from './written-message'

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
      <WrittenMessage key={event} job={job} event={event} preview={data} onClose={onClose}>
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
      </WrittenMessage>
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
