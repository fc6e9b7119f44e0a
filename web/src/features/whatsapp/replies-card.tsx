import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { Badge } from '@/components/ui/badge'
import { Card, CardHead } from '@/components/ui/card'
import { useFormats } from '@/domain/formats'
import { shownPhone } from '@/domain/phone'
import { type Reply, repliesQuery } from './queries'
import { insteadOfText } from './whatsapp-labels'

/** What customers wrote by WhatsApp; nothing while nobody has. */
export default function RepliesCard({ jobId }: { jobId?: string }) {
  const { data: replies = [] } = useQuery(repliesQuery(jobId))
  if (replies.length === 0) return null
  return (
    <Card>
      <CardHead title={jobId ? 'From the customer' : 'From customers'} note="By WhatsApp" />
      <ul aria-label="Texts from customers" className="max-h-96 divide-y overflow-y-auto">
        {replies.map((reply) => (
          <li key={reply.id} className="px-4 py-3 text-sm">
            <ReplyLine reply={reply} leadsToJob={!jobId} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function ReplyLine({ reply, leadsToJob }: { reply: Reply; leadsToJob: boolean }) {
  const { dayTime } = useFormats()
  const who = reply.phone ? shownPhone(reply.phone) : 'Erased'
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className="min-w-0 break-words font-medium">{reply.name ?? who}</span>
        {reply.name && <span className="figure text-muted">{who}</span>}
        <span className="text-muted">{dayTime(reply.created_at)}</span>
        {reply.is_stop && <Badge tone="warning">Wants no more messages</Badge>}
      </p>
      <p className="mt-1 whitespace-pre-line break-words">
        {reply.text ?? <span className="text-muted">{insteadOfText(reply.what)}</span>}
      </p>
      {leadsToJob && (
        <p className="mt-1 text-muted">
          {reply.job_id ? (
            <Link to={`/jobs/${reply.job_id}`} className="tap underline underline-offset-4">
              Open the job
            </Link>
          ) : (
            'No job of this number was found.'
          )}
        </p>
      )}
    </>
  )
}
