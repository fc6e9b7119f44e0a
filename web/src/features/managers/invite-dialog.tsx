import { sentence } from '@/api/problem'
import { Notice } from '@/components/field'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Skeleton } from '@/components/ui/skeleton'
import { InviteShare } from './invite-share'

interface InviteDialogProps {
  /** The code to hand on; null while it is being made. */
  code: string | null
  error: unknown
  isUnanswered?: boolean
  workshopName: string
  onRetry?: () => void
  onClose: () => void
}

/** A code for a new manager, and the ways to hand it on. */
export function InviteDialog(props: InviteDialogProps) {
  const { code, error, isUnanswered, workshopName, onRetry, onClose } = props
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title="Invite a manager"
        description="Send this to your manager. It works once, for 7 days."
        onOpenAutoFocus={(event) => event.preventDefault()}
      >
        {code ? (
          <InviteShare code={code} workshopName={workshopName} />
        ) : error ? (
          <Notice>
            {sentence(error)}
            {onRetry && (
              <Button className="mt-3" variant="outline" onClick={onRetry}>
                Try again
              </Button>
            )}
          </Notice>
        ) : isUnanswered ? (
          <Notice tone="warning">No answer from the server yet. We keep trying; one code is made.</Notice>
        ) : (
          <div role="status" aria-label="Making a code">
            <Skeleton className="h-17" />
            <div className="mt-3 grid grid-cols-2 gap-2">
              <Skeleton className="h-11 fine:h-9" />
              <Skeleton className="h-11 fine:h-9" />
            </div>
          </div>
        )}
      </DialogContent>
    </Dialog>
  )
}
