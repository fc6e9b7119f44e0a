import { useState } from 'react'
import { toast } from 'sonner'
import { sentence } from '@/api/problem'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { ROLES } from '@/domain/permissions'
import { shownPhone } from '@/domain/phone'
import { useMe, useSignOut } from '@/domain/session'
import { isBegun } from '@/lib/use-draft'
import { useStepFocus } from '@/lib/use-step-focus'
import { useLogOut } from '@/outbox/log-out'
import { PROFILE, ProfileForm } from './profile-form'

/** Who is signed in, and the ways out. */
export function AccountCard() {
  const me = useMe()
  const signOut = useSignOut()
  const { logOut, question } = useLogOut((error) => toast.error(sentence(error)))
  const [isAsking, setAsking] = useState(false)
  const [isEditing, setEditing] = useState(() => isBegun(PROFILE))
  const part = useStepFocus<HTMLElement>(isEditing)
  const facts: [string, string][] = [
    ...(isEditing ? [] : ([['Name', me.name]] as [string, string][])),
    ...(isEditing ? [] : ([['E-mail', me.email || 'None']] as [string, string][])),
    ...(isEditing ? [] : ([['Phone', shownPhone(me.phone)]] as [string, string][])),
    ['Role', ROLES[me.role]],
  ]
  return (
    <Card ref={part}>
      <CardHead title="My account">
        {!isEditing && (
          <Button
            size="sm"
            variant="ghost"
            aria-label="Change name, phone or e-mail"
            onClick={() => setEditing(true)}
          >
            Change
          </Button>
        )}
      </CardHead>
      {isEditing && <ProfileForm onDone={() => setEditing(false)} />}
      <dl className="divide-y">
        {facts.map(([label, value]) => (
          <div key={label} className="grid grid-cols-[5rem_minmax(0,1fr)] gap-4 px-4 py-2.5 text-sm">
            <dt className="text-muted">{label}</dt>
            <dd className="break-words">{value}</dd>
          </div>
        ))}
      </dl>
      <div className="flex flex-wrap gap-2 border-t p-4">
        <Button variant="outline" records onClick={logOut}>
          Log out
        </Button>
        <Button variant="outline" aria-haspopup="dialog" onClick={() => setAsking(true)}>
          Log out everywhere
        </Button>
      </div>
      {question}
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        title="Log out everywhere?"
        action="Log out everywhere"
        danger
        onConfirm={() => signOut(true)}
      >
        Every phone and computer on which you are logged in asks for the password again, this one too.
      </ConfirmDialog>
    </Card>
  )
}
