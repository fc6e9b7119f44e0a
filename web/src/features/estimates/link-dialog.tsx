import { useQuery } from '@tanstack/react-query'
import { MessageSquare } from 'lucide-react'
import { Suspense, useState } from 'react'
import { CopyButton } from '@/components/copy-button'
import { lazyPart } from '@/components/lazy-part'
import { ErrorState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Skeleton } from '@/components/ui/skeleton'
import type { JobDetail } from '@/domain/jobs'
import { useCan } from '@/domain/permissions'
import { linkQuery } from './queries'

const WriteMessage = lazyPart(() => import('@/features/messages/write-message'))

/** The customer's page of a job: to scan at the counter, to send, to copy. */
export default function LinkDialog({ job, onClose }: { job: JobDetail; onClose: () => void }) {
  const canSend = useCan('messages:send')
  const { data: link, error, refetch } = useQuery(linkQuery(job.id))
  const [isWriting, setWriting] = useState(false)
  if (isWriting)
    return (
      <Suspense>
        <WriteMessage job={job} first="estimate_sent" onClose={onClose} />
      </Suspense>
    )
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title="Customer's page"
        description={`${job.customer_name} scans this with the phone's camera, or gets the link. No app, no password.`}
      >
        {link ? (
          <div className="space-y-4">
            <img
              src={link.qr}
              alt="QR code of the customer's page"
              className="mx-auto w-full max-w-72 border bg-white p-3"
            />
            <p className="figure select-all break-all text-sm">{link.url}</p>
            <div className="grid gap-2 sm:grid-cols-2">
              {canSend && (
                <Button variant="primary" size="lg" onClick={() => setWriting(true)}>
                  <MessageSquare aria-hidden /> Send by message
                </Button>
              )}
              <CopyButton
                text={link.url}
                label="Copy link"
                size="lg"
                otherwise="Press and hold the link to copy it."
              />
            </div>
          </div>
        ) : error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton className="h-72" />
        )}
      </DialogContent>
    </Dialog>
  )
}
