import { Button } from '@/components/ui/button'
import { ROLES } from '@/domain/permissions'
import { useMe, useSignOut } from '@/domain/session'
import { AuthFrame } from './auth-frame'

/** What somebody sees who may do nothing in the garage. */
export function Component() {
  const me = useMe()
  const signOut = useSignOut()
  return (
    <AuthFrame
      title="Nothing to do here yet"
      note={
        me.workshop_id
          ? `You are logged in as ${ROLES[me.role].toLowerCase()}. This role has no page. Ask the owner to give you what you need.`
          : 'You do not belong to a garage. Ask the owner for an invite code.'
      }
    >
      <Button variant="outline" className="w-full" onClick={() => void signOut()}>
        Log out
      </Button>
    </AuthFrame>
  )
}
