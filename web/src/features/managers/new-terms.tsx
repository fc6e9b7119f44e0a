import { useQuery } from '@tanstack/react-query'
import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { useFormats } from '@/domain/formats'
import { runsGarage } from '@/domain/permissions'
import { MemberTerms } from './member-terms'
import { rolesQuery } from './queries'
import type { Role, Terms } from './rights'
import { RoleSelect } from './role-select'
import { type Base, NOTHING_SAID, readTerms } from './terms'

/** What comes with a role in this garage; undefined until the server has said it. */
export function useBase(role: Role): Base | undefined {
  const found = useQuery(rolesQuery).data?.find((one) => one.role === role)
  return found && { sees: found.sees, permissions: found.permissions, grants: {} }
}

/** The role of somebody who is to join, and what is said beyond it: nothing, until it is. */
export function useNewTerms() {
  const { decimals } = useFormats()
  const [role, setRole] = useState<Role>('manager')
  const [draft, setDraft] = useState(NOTHING_SAID)
  const base = useBase(role)
  const isSaid = base && draft !== NOTHING_SAID && !runsGarage(base)
  /** What is sent; null while the amount cannot be read. */
  const terms: Terms | null = isSaid ? readTerms(draft, base, decimals) : {}
  return {
    role,
    terms,
    base,
    draft,
    setDraft,
    setRole: (wanted: Role) => {
      setRole(wanted)
      // Other rights come with another role.
      setDraft(NOTHING_SAID)
    },
  }
}

interface NewTermsProps {
  of: ReturnType<typeof useNewTerms>
  /** A role that is not offered. */
  but?: Role
}

/** The role of somebody who is to join, and folded away what may be said beyond it. */
export function NewTerms({ of: { role, base, draft, setRole, setDraft }, but }: NewTermsProps) {
  return (
    <>
      <RoleSelect value={role} onChange={setRole} but={but} />
      {base && !runsGarage(base) && (
        <details className="group/more border">
          <summary className="flex min-h-11 list-none items-center gap-1 px-3 hover:bg-raised">
            <ChevronRight className="size-4 transition-transform group-open/more:rotate-90" aria-hidden />
            Rights and limits
          </summary>
          <div className="border-t p-3">
            <MemberTerms base={base} draft={draft} onChange={setDraft} />
          </div>
        </details>
      )}
    </>
  )
}
