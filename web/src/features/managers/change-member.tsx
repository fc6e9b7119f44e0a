import { useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { useFormats } from '@/domain/formats'
import type { Member } from '@/domain/members'
import { runsGarage } from '@/domain/permissions'
import { refreshMoney } from '@/domain/refresh'
import { typedAmount } from '@/lib/amount'
import { useTyped } from '@/lib/use-draft'
import { MemberTerms } from './member-terms'
import { useBase } from './new-terms'
import type { Role } from './rights'
import { RoleSelect } from './role-select'
import { NOTHING_SAID, readTerms, type TermsDraft } from './terms'

/** Changes what a member is, whose work they see, and what they may do beyond the role. */
export function ChangeMember({ member, onClose }: { member: Member; onClose: () => void }) {
  const client = useQueryClient()
  const { decimals } = useFormats()
  const most = member.limits.cash_payment
  const { typed, type, forget } = useTyped<{ role: Role; draft: TermsDraft }>(`member:${member.id}`, {
    role: member.role,
    draft: { ...NOTHING_SAID, limit: most === null ? '' : typedAmount(most, decimals) },
  })
  const { role, draft } = typed
  const close = () => {
    forget()
    onClose()
  }
  const ofRole = useBase(role)
  const isSameRole = role === member.role
  const base = isSameRole ? member : ofRole
  const hasTerms = base && !runsGarage(base)
  const terms = hasTerms ? readTerms(draft, base, decimals) : {}
  const save = async () => {
    await unwrap(
      api.PUT('/api/members/{member_id}', {
        params: { path: { member_id: member.id } },
        body: { ...terms, ...(!isSameRole && { role }) },
      }),
    )
    toast.success(`${member.user.name} is changed`)
    await refreshMoney(client)
  }
  return (
    <ConfirmDialog
      open
      onOpenChange={close}
      title={`What ${member.user.name} does here`}
      action="Save"
      isReady={terms !== null}
      onConfirm={save}
    >
      <div className="space-y-4 text-foreground">
        <RoleSelect
          value={role}
          // Other rights come with another role.
          onChange={(wanted) => type({ role: wanted, draft: { ...NOTHING_SAID, limit: draft.limit } })}
        />
        {!isSameRole && <p className="text-muted">With the new role come its rights, from now on.</p>}
        {hasTerms && <MemberTerms base={base} draft={draft} onChange={(now) => type({ draft: now })} />}
      </div>
    </ConfirmDialog>
  )
}
