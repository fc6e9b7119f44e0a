import { useQueryClient } from '@tanstack/react-query'
import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { AmountInput } from '@/components/amount-input'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { Field } from '@/components/field'
import { Checkbox } from '@/components/ui/checkbox'
import { Choice } from '@/components/ui/choice'
import { useFormats } from '@/domain/formats'
import type { Member } from '@/domain/members'
import type { Permission } from '@/domain/permissions'
import { refreshMoney } from '@/domain/refresh'
import { readAmount, typedAmount } from '@/lib/amount'
import { grantsOf, RIGHTS, type Role, type Sees } from './rights'
import { RoleSelect } from './role-select'

const SEES: readonly { value: Sees; label: string }[] = [
  { value: 'own', label: 'Their own' },
  { value: 'all', label: 'Everybody’s' },
]

/** Changes what a member is, whose work he sees, and what he may do beyond his role. */
export function ChangeMember({ member, onClose }: { member: Member; onClose: () => void }) {
  const client = useQueryClient()
  const [role, setRole] = useState<Role>(member.role)
  const [sees, setSees] = useState<Sees>(member.sees)
  const { decimals, money } = useFormats()
  const most = member.limits.cash_payment
  const [limit, setLimit] = useState(most === null ? '' : typedAmount(most, decimals))
  const limitRead = readLimit(limit, decimals)
  const [ticked, setTicked] = useState<Partial<Record<Permission, boolean>>>({})
  const isSameRole = role === member.role
  const save = async () => {
    const grants = grantsOf(member.grants, member.permissions, ticked)
    await unwrap(
      api.PUT('/api/members/{member_id}', {
        params: { path: { member_id: member.id } },
        body: isSameRole ? { sees, grants, limits: { cash_payment: limitRead.amount } } : { role },
      }),
    )
    toast.success(`${member.user.name} is changed`)
    await refreshMoney(client)
  }
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`What ${member.user.name} does here`}
      action="Save"
      isReady={!isSameRole || limitRead.why === null}
      onConfirm={save}
    >
      <div className="space-y-4 text-foreground">
        <RoleSelect value={role} onChange={setRole} />
        {!isSameRole && (
          <p className="text-muted">
            With the new role come its rights, from now on. Single rights can be changed once it is saved.
          </p>
        )}
        {isSameRole && role !== 'owner' && (
          <>
            <div>
              <p className="mb-1.5 font-medium">Jobs and payments they see</p>
              <Choice label="Jobs and payments they see" value={sees} options={SEES} onChange={setSees} />
            </div>
            {member.permissions.includes('payments:record') && (
              <Field
                label="Most cash in one payment"
                optional
                error={limitRead.why ?? undefined}
                hint={
                  limitRead.amount === null
                    ? 'Any amount.'
                    : `Above ${money(limitRead.amount)} somebody else takes the payment, or it is not cash.`
                }
              >
                {(control) => (
                  <AmountInput
                    {...control}
                    text={limit}
                    value={limit}
                    onChange={(event) => setLimit(event.target.value)}
                  />
                )}
              </Field>
            )}
            <details className="group border">
              <summary className="flex min-h-11 list-none items-center gap-1 px-3 hover:bg-raised">
                <ChevronRight className="size-4 transition-transform group-open:rotate-90" aria-hidden />
                Single rights
              </summary>
              <ul className="divide-y border-t">
                {GRANTABLE.map(([permission, words]) => (
                  <li key={permission}>
                    {/* biome-ignore lint/a11y/noLabelWithoutControl: the box is the button in it. */}
                    <label className="flex items-center pr-3">
                      <Checkbox
                        checked={ticked[permission] ?? member.permissions.includes(permission)}
                        onCheckedChange={(may) => setTicked({ ...ticked, [permission]: may === true })}
                      />
                      {words}
                    </label>
                  </li>
                ))}
              </ul>
            </details>
          </>
        )}
      </div>
    </ConfirmDialog>
  )
}

/** The most cash in one payment as it is typed; null: any amount. */
function readLimit(text: string, decimals: number): { amount: number | null; why: string | null } {
  if (text.trim() === '') return { amount: null, why: null }
  const reading = readAmount(text, decimals)
  if (!reading.ok) return { amount: null, why: reading.why }
  if (reading.amount === 0) return { amount: null, why: 'Enter an amount above zero, or nothing.' }
  return { amount: reading.amount, why: null }
}

const GRANTABLE = (Object.entries(RIGHTS) as [Permission, string | null][]).filter(
  ([, words]) => words !== null,
)
