import { type ReactNode, useState } from 'react'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { useSignOut } from '@/domain/session'
import { useUnsent } from './outbox'

/** Logs out; where something is not sent yet, it asks first. `question` is to be shown somewhere on the page. */
export function useLogOut(onFailure: (error: unknown) => void): { logOut: () => void; question: ReactNode } {
  const signOut = useSignOut()
  const count = useUnsent().length
  const [isAsking, setAsking] = useState(false)
  return {
    logOut: () => (count > 0 ? setAsking(true) : void signOut().catch(onFailure)),
    question: isAsking && (
      <ConfirmDialog
        open
        onOpenChange={setAsking}
        title={`${count} not sent`}
        action="Log out"
        onConfirm={() => signOut()}
      >
        It stays on this device, and is sent when you log in here again. Nobody else can see it. To have it
        sent first, wait until there is a network.
      </ConfirmDialog>
    ),
  }
}
