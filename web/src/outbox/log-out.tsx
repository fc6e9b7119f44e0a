import { type ReactNode, useState } from 'react'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { useSignOut } from '@/domain/session'
import { useWords } from '@/lib/words'
import { useUnsent } from './outbox'
import { OUTBOX } from './words'

/** Logs out; where something is not sent yet, it asks first. `question` is to be shown somewhere on the page. */
export function useLogOut(onFailure: (error: unknown) => void): { logOut: () => void; question: ReactNode } {
  const signOut = useSignOut()
  const count = useUnsent().length
  const words = useWords(OUTBOX)
  const [isAsking, setAsking] = useState(false)
  return {
    logOut: () => (count > 0 ? setAsking(true) : void signOut().catch(onFailure)),
    question: isAsking && (
      <ConfirmDialog
        open
        onOpenChange={setAsking}
        title={words.countNotSent(count)}
        action={words.logOut}
        onConfirm={() => signOut()}
      >
        {words.logOutAsked}
      </ConfirmDialog>
    ),
  }
}
