import { useQuery } from '@tanstack/react-query'
import { ChevronRight, Phone, UserPlus } from 'lucide-react'
import { useEffect, useState } from 'react'
import { isUnderWay } from '@/api/use-submission'
import { PageHeader } from '@/components/page-header'
import { ErrorState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { type Manager, managersQuery } from '@/domain/managers'
import { type Member, membersQuery } from '@/domain/members'
import { useMe } from '@/domain/session'
import { type Workshop, workshopQuery } from '@/domain/workshop'
import { isBegun } from '@/lib/use-draft'
import { InviteCodes } from './invite-codes'
import { InviteDialog } from './invite-dialog'
import { MemberRow, MemberRowHead } from './member-row'
import { NEW_MEMBER, NewMember } from './new-member'
import { RemoveMember } from './remove-member'
import { useInvite } from './use-invite'

/** Who belongs to the garage, as what, what each brought in and holds, and how another joins. */
export function Component() {
  const workshop = useQuery(workshopQuery)
  const members = useQuery(membersQuery)
  const managers = useQuery(managersQuery)
  const error = workshop.error ?? members.error ?? managers.error
  if (workshop.data && members.data && managers.data) {
    return <Members workshop={workshop.data} members={members.data} managers={managers.data} />
  }
  return (
    <>
      <PageHeader title="Team" />
      <Card>
        {error ? (
          <ErrorState
            error={error}
            onRetry={() => {
              void workshop.refetch()
              void members.refetch()
              void managers.refetch()
            }}
          />
        ) : (
          <div role="status" aria-label="Loading members" className="divide-y">
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

interface MembersProps {
  workshop: Workshop
  members: Member[]
  managers: Manager[]
}

function Members({ workshop, members, managers }: MembersProps) {
  const me = useMe()
  const invite = useInvite(workshop.id)
  const [isAdding, setAdding] = useState(() => isBegun(NEW_MEMBER))
  const [isInviting, setInviting] = useState(false)
  const [removing, setRemoving] = useState<Member | null>(null)
  const present = members.filter((member) => member.is_active)
  const removed = members.filter((member) => !member.is_active)
  const figuresOf = (member: Member) => managers.find(({ id }) => id === member.id)

  // A code that a reload interrupted and that has come since is shown too.
  useEffect(() => {
    if (invite.code) setInviting(true)
  }, [invite.code])

  return (
    <>
      <PageHeader title="Team">
        <Button variant="outline" aria-haspopup="dialog" onClick={() => setAdding(true)}>
          <Phone aria-hidden /> Add by phone number
        </Button>
        <Button variant="primary" aria-haspopup="dialog" onClick={() => setInviting(true)}>
          <UserPlus aria-hidden /> Invite a member
        </Button>
      </PageHeader>
      <Card>
        <MemberRowHead />
        <ul className="divide-y" aria-label="Members">
          {present.map((member) => (
            <MemberRow
              key={member.id}
              member={member}
              figures={figuresOf(member)}
              onRemove={member.id === me.member_id ? undefined : () => setRemoving(member)}
            />
          ))}
        </ul>
        {removed.length > 0 && <RemovedMembers members={removed} figuresOf={figuresOf} />}
      </Card>
      <InviteCodes workshop={workshop} members={members} />
      {isInviting && (
        <InviteDialog
          code={invite.code}
          error={invite.problem}
          isMaking={isUnderWay(invite.state)}
          isUnanswered={invite.state === 'unanswered'}
          workshopName={workshop.name}
          sentTo={invite.sentTo}
          onMake={(invited) => void invite.make(invited)}
          onClose={() => {
            setInviting(false)
            invite.putAway()
          }}
        />
      )}
      {isAdding && <NewMember workshopName={workshop.name} onClose={() => setAdding(false)} />}
      {removing && <RemoveMember member={removing} onClose={() => setRemoving(null)} />}
    </>
  )
}

interface RemovedMembersProps {
  members: Member[]
  figuresOf: (member: Member) => Manager | undefined
}

function RemovedMembers({ members, figuresOf }: RemovedMembersProps) {
  return (
    <details className="group border-t">
      <summary className="flex min-h-11 list-none items-center gap-1 px-4 text-muted text-sm hover:text-foreground">
        <ChevronRight className="size-4 transition-transform group-open:rotate-90" aria-hidden />
        Removed ({members.length})
      </summary>
      <ul className="divide-y border-t" aria-label="Removed members">
        {members.map((member) => (
          <MemberRow key={member.id} member={member} figures={figuresOf(member)} />
        ))}
      </ul>
    </details>
  )
}
