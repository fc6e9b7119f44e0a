import { useQuery } from '@tanstack/react-query'
import { ChevronRight, UserPlus, Users } from 'lucide-react'
import { useEffect, useState } from 'react'
import { PageHeader } from '@/components/page-header'
import { EmptyState, ErrorState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { type Manager, managersQuery } from '@/domain/managers'
import { type Workshop, workshopQuery } from '@/domain/workshop'
import { InviteCodes } from './invite-codes'
import { InviteDialog } from './invite-dialog'
import { ManagerRow, ManagerRowHead } from './manager-row'
import { RemoveManager } from './remove-manager'
import { useInvite } from './use-invite'

/** Who runs the jobs, what each brought in and holds, and how another joins. */
export function Component() {
  const workshop = useQuery(workshopQuery)
  const managers = useQuery(managersQuery)
  const error = workshop.error ?? managers.error
  if (workshop.data && managers.data) return <Managers workshop={workshop.data} managers={managers.data} />
  return (
    <>
      <PageHeader title="Managers" />
      <Card>
        {error ? (
          <ErrorState
            error={error}
            onRetry={() => {
              void workshop.refetch()
              void managers.refetch()
            }}
          />
        ) : (
          <div role="status" aria-label="Loading managers" className="divide-y">
            {[1, 2, 3, 4].map((line) => (
              <div key={line} className="flex h-40 items-center justify-between gap-8 px-4 md:h-16">
                <Skeleton className="h-9 w-40" />
                <Skeleton className="h-5 flex-1" />
              </div>
            ))}
          </div>
        )}
      </Card>
    </>
  )
}

function Managers({ workshop, managers }: { workshop: Workshop; managers: Manager[] }) {
  const invite = useInvite(workshop.id)
  const [isInviting, setInviting] = useState(false)
  const [removing, setRemoving] = useState<Manager | null>(null)
  const present = managers.filter((manager) => manager.is_active)
  const removed = managers.filter((manager) => !manager.is_active)

  // A code that a reload interrupted and that has come since is shown too.
  useEffect(() => {
    if (invite.code) setInviting(true)
  }, [invite.code])

  const button = (
    <Button
      variant="primary"
      aria-haspopup="dialog"
      records
      onClick={() => {
        setInviting(true)
        void invite.make()
      }}
    >
      <UserPlus aria-hidden /> Invite a manager
    </Button>
  )
  return (
    <>
      <PageHeader title="Managers">{present.length > 0 && button}</PageHeader>
      <Card>
        {present.length > 0 ? (
          <>
            <ManagerRowHead />
            <ul className="divide-y" aria-label="Managers">
              {present.map((manager) => (
                <ManagerRow key={manager.id} manager={manager} onRemove={() => setRemoving(manager)} />
              ))}
            </ul>
          </>
        ) : (
          <EmptyState
            icon={Users}
            title={removed.length > 0 ? 'No managers yet' : 'Invite the first manager'}
            action={button}
          >
            Managers start jobs, look after them and collect payments. Each joins with a code that you send.
          </EmptyState>
        )}
        {removed.length > 0 && (
          <details className="group border-t">
            <summary className="flex min-h-11 list-none items-center gap-1 px-4 text-muted text-sm hover:text-foreground">
              <ChevronRight className="size-4 transition-transform group-open:rotate-90" aria-hidden />
              Removed ({removed.length})
            </summary>
            <ul className="divide-y border-t" aria-label="Removed managers">
              {removed.map((manager) => (
                <ManagerRow key={manager.id} manager={manager} />
              ))}
            </ul>
          </details>
        )}
      </Card>
      <InviteCodes workshop={workshop} managers={managers} />
      {isInviting && (
        <InviteDialog
          code={invite.code?.code ?? null}
          error={invite.problem}
          isUnanswered={invite.state === 'unanswered'}
          workshopName={workshop.name}
          onRetry={() => void invite.make()}
          onClose={() => {
            setInviting(false)
            invite.putAway()
          }}
        />
      )}
      {removing && <RemoveManager manager={removing} onClose={() => setRemoving(null)} />}
    </>
  )
}
