import { useState } from 'react'
import { sentence } from '@/api/problem'
import { Notice } from '@/components/field'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { InviteShare } from './invite-share'
import type { InviteCode } from './queries'
import type { Role } from './rights'
import { RoleSelect } from './role-select'

const WHOM: Record<Role, string> = {
  owner: 'an owner',
  manager: 'a manager',
  accountant: 'an accountant',
  cashier: 'a cashier',
  technician: 'a technician',
  gate: 'the gate',
}

interface InviteDialogProps {
  /** The code to hand on; null until it is made. */
  code: InviteCode | null
  error: unknown
  isUnanswered?: boolean
  isMaking?: boolean
  workshopName: string
  /** Makes a code for a role, asked for here first. */
  onMake?: (role: Role) => void
  onClose: () => void
}

/** Asks as what somebody is to join; then the code, and the ways to hand it on. */
export function InviteDialog(props: InviteDialogProps) {
  const { code, error, isUnanswered, isMaking = false, workshopName, onMake, onClose } = props
  const [role, setRole] = useState<Role>('manager')
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={code ? `Invite code for ${WHOM[code.role]}` : 'Invite a member'}
        description={
          code
            ? 'Send this to whoever is to join. It works once, for 7 days.'
            : 'They join with a code that you send.'
        }
        onOpenAutoFocus={(event) => event.preventDefault()}
      >
        {code ? (
          <InviteShare code={code.code} role={code.role} workshopName={workshopName} />
        ) : (
          <div className="space-y-4">
            {error !== null && <Notice>{sentence(error)}</Notice>}
            {isUnanswered && (
              <Notice tone="warning">No answer from the server yet. We keep trying; one code is made.</Notice>
            )}
            <RoleSelect value={role} onChange={setRole} />
            <Button
              variant="primary"
              size="lg"
              className="w-full"
              busy={isMaking}
              onClick={() => onMake?.(role)}
            >
              Make the code
            </Button>
          </div>
        )}
      </DialogContent>
    </Dialog>
  )
}
