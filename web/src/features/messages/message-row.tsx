import { Paperclip } from 'lucide-react'
import { memo } from 'react'
import { Link } from 'react-router'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { useFormats } from '@/domain/formats'
import { useCan } from '@/domain/permissions'
import { shownPhone } from '@/domain/phone'
import { now } from '@/lib/clock'
import { CHANNELS, eventLabel, stateOf } from './message-labels'
import type { Message } from './queries'
import { useRetry } from './use-retry'

interface MessageRowProps {
  message: Message
  /** The job is on the page already. */
  isOnJob?: boolean
}

/** One message: what about, to whom, how far it came, and why no further. */
export const MessageRow = memo(function MessageRow({ message, isOnJob = false }: MessageRowProps) {
  const { dayTime } = useFormats()
  const state = stateOf(message, now())
  return (
    <div className="space-y-1 border-b px-4 py-3 text-sm">
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <span className="font-medium">
          {eventLabel(message.event)}
          {message.has_paper && (
            <Paperclip className="ml-1.5 inline size-3.5 text-muted" aria-label="With a PDF" />
          )}
        </span>
        <Badge tone={state.tone}>{state.label}</Badge>
      </div>
      <p className="break-words text-muted">
        {CHANNELS[message.channel]}
        {message.to && ` to ${shownPhone(message.to)}`} · {dayTime(message.created_at)}
        {message.made_by_name && ` · by ${message.made_by_name}`}
      </p>
      {!isOnJob && message.job_id && (
        <p>
          <Link to={`/jobs/${message.job_id}`} className="tap underline underline-offset-4">
            {message.vehicle_number ?? 'Job'}
          </Link>
          {message.customer_name && <span className="text-muted"> · {message.customer_name}</span>}
        </p>
      )}
      {message.error && <p className="break-words text-muted">{message.error}</p>}
      {message.text && (
        <details>
          <summary className="inline-block cursor-pointer py-1 text-muted underline underline-offset-4">
            Read it
          </summary>
          <p dir="auto" className="mt-1 whitespace-pre-wrap break-words border-s-2 ps-3">
            {message.text}
          </p>
        </details>
      )}
      {message.may_retry && <Retry message={message} />}
    </div>
  )
})

function Retry({ message }: { message: Message }) {
  const canSend = useCan('messages:send')
  const { submit, state } = useRetry(message)
  if (!canSend) return null
  return (
    <Button size="sm" variant="outline" busy={state !== 'idle'} onClick={() => void submit({})}>
      Send again
    </Button>
  )
}
