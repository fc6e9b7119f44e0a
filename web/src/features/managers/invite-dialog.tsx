import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect } from 'react'
import { Problem, sentence } from '@/api/problem'
import { Field, Notice } from '@/components/field'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Input } from '@/components/ui/input'
import { useTyped } from '@/lib/use-draft'
import { InviteShare } from './invite-share'
import { NewTerms, useNewTerms } from './new-terms'
import { type InviteCode, mailWorksQuery } from './queries'
import type { Role } from './rights'
import type { Invited } from './use-invite'

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
  /** Where the code was sent; empty: nowhere. */
  sentTo?: string
  /** Makes a code for a role and rights, asked for here first, and sends it where an address is given. */
  onMake?: (invited: Invited) => void
  onClose: () => void
}

const problemOf = (error: unknown) => (error instanceof Problem ? error : null)

/** Asks as what somebody is to join; then the code, and the ways to hand it on. */
export function InviteDialog(props: InviteDialogProps) {
  const { code, error, isUnanswered, isMaking = false, workshopName, sentTo, onMake, onClose } = props
  const { data: canMail = false } = useQuery(mailWorksQuery)
  const { typed, type, forget } = useTyped('invite', { email: '' })
  const { email } = typed
  const of = useNewTerms('invite')
  const { forget: forgetTerms } = of
  const putAway = useCallback(() => {
    forget()
    forgetTerms()
  }, [forget, forgetTerms])
  useEffect(() => {
    if (code) putAway()
  }, [code, putAway])
  const close = () => {
    putAway()
    onClose()
  }
  return (
    <Dialog open onOpenChange={(open) => !open && close()}>
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
          <div className="space-y-4">
            {sentTo && <Notice tone="success">Sent to {sentTo}. You can hand it on here as well.</Notice>}
            <InviteShare code={code.code} role={code.role} workshopName={workshopName} />
          </div>
        ) : (
          <div className="space-y-4">
            {error !== null && <Notice>{sentence(error)}</Notice>}
            {isUnanswered && (
              <Notice tone="warning">No answer from the server yet. We keep trying; one code is made.</Notice>
            )}
            <NewTerms of={of} />
            {canMail && <EmailField error={error} email={email} onType={(typed) => type({ email: typed })} />}
            <Button
              variant="primary"
              size="lg"
              className="w-full"
              busy={isMaking}
              disabled={of.terms === null}
              onClick={() => onMake?.({ role: of.role, email: email.trim(), ...of.terms })}
            >
              {email.trim() ? 'Send the code' : 'Make the code'}
            </Button>
          </div>
        )}
      </DialogContent>
    </Dialog>
  )
}

interface EmailFieldProps {
  error: unknown
  email: string
  onType: (email: string) => void
}

function EmailField({ error, email, onType }: EmailFieldProps) {
  return (
    <Field
      label="E-mail"
      optional
      hint="The code is sent there"
      error={problemOf(error)?.fields.find(({ field }) => field === 'email')?.message}
    >
      {(control) => (
        <Input
          {...control}
          type="email"
          autoComplete="off"
          value={email}
          onChange={(change) => onType(change.target.value)}
        />
      )}
    </Field>
  )
}
