import { useQuery } from '@tanstack/react-query'
import { MessageSquare } from 'lucide-react'
import { Suspense, useState } from 'react'
import { lazyPart } from '@/components/lazy-part'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import type { JobDetail } from '@/domain/jobs'
import { useCan } from '@/domain/permissions'
import { MessageRow } from './message-row'
import { jobMessagesQuery } from './queries'

const WriteMessage = lazyPart(() => import('./write-message'))

/** What was written to the customer of a job, and the way to write more. */
export default function JobMessages({ job }: { job: JobDetail }) {
  const canSend = useCan('messages:send')
  const [isWriting, setWriting] = useState(false)
  const [areAllShown, showAll] = useState(false)
  const { data = [] } = useQuery(jobMessagesQuery(job.id))
  const shown = areAllShown ? data : data.slice(0, 2)
  return (
    <Card>
      <CardHead title="Messages">
        {canSend && (
          <Button size="sm" variant="outline" onClick={() => setWriting(true)}>
            <MessageSquare aria-hidden /> Message
          </Button>
        )}
      </CardHead>
      {data.length === 0 ? (
        <p className="px-4 py-3 text-muted text-sm">Nothing was sent about this job yet.</p>
      ) : (
        <ul aria-label="Messages about this job">
          {shown.map((message) => (
            <li key={message.id}>
              <MessageRow message={message} isOnJob />
            </li>
          ))}
        </ul>
      )}
      {data.length > shown.length && (
        <div className="border-t px-4 py-2">
          <Button size="sm" variant="ghost" onClick={() => showAll(true)}>
            Show {data.length - shown.length} more
          </Button>
        </div>
      )}
      <Suspense>{isWriting && <WriteMessage job={job} onClose={() => setWriting(false)} />}</Suspense>
    </Card>
  )
}
