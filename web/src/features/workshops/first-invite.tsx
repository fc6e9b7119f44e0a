import { useQuery } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'
import { ErrorState } from '@/components/states'
import { Skeleton } from '@/components/ui/skeleton'
import { InviteShare } from '@/features/managers/invite-share'

/** The code that a new garage's first manager joins with, made once. */
export function FirstInvite({ workshopId, workshopName }: { workshopId: string; workshopName: string }) {
  const invite = useQuery({
    queryKey: ['first-invite', workshopId],
    queryFn: () =>
      unwrap(
        api.POST('/api/workshops/{workshop_id}/invite-codes', {
          // One code however often this is asked for again.
          params: {
            path: { workshop_id: workshopId },
            header: { 'Idempotency-Key': `first-invite-${workshopId}` },
          },
        }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (invite.isError) return <ErrorState error={invite.error} onRetry={() => void invite.refetch()} />
  if (!invite.data) return <Skeleton className="h-32" />
  return (
    <>
      <InviteShare code={invite.data.code} role={invite.data.role} workshopName={workshopName} />
      <p className="mt-3 text-muted text-sm">
        Send it to your manager, or let the manager type it in at “I have an invite code”. It works once.
      </p>
    </>
  )
}
