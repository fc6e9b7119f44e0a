import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ROLES } from '@/domain/permissions'
import { useMe, useSignOut } from '@/domain/session'
import { AuthFrame } from './auth-frame'
import { JoinGarage } from './join-garage'

/** What somebody sees who may do nothing in the garage: another garage can be joined. */
export function Component() {
  const me = useMe()
  const signOut = useSignOut()
  const [isJoining, setJoining] = useState(false)
  return (
    <AuthFrame
      title="Nothing to do here yet"
      note={
        me.workshop_id
          ? `You are logged in as ${ROLES[me.role].toLowerCase()}. This role has no page. Ask the owner to give you what you need.`
          : 'You do not belong to a garage. Ask the owner for an invite code.'
      }
    >
      <div className="space-y-2">
        <Button variant="outline" className="w-full" aria-haspopup="dialog" onClick={() => setJoining(true)}>
          <KeyRound aria-hidden /> Join with a code
        </Button>
        <Button variant="outline" className="w-full" records onClick={() => void signOut()}>
          Log out
        </Button>
      </div>
      {isJoining && <JoinGarage onClose={() => setJoining(false)} />}
    </AuthFrame>
  )
}
