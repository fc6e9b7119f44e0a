import { useQuery } from '@tanstack/react-query'
import { ChevronRight } from 'lucide-react'
import { useFormats } from '@/domain/formats'
import { runsGarage } from '@/domain/permissions'
import { useTyped } from '@/lib/use-draft'
import { MemberTerms } from './member-terms'
import { rolesQuery } from './queries'
import type { Role, Terms } from './rights'
import { RoleSelect } from './role-select'
import { type Base, NOTHING_SAID, readTerms, type TermsDraft } from './terms'

/** What comes with a role in this garage; undefined until the server has said it. */
export function useBase(role: Role): Base | undefined {
  const found = useQuery(rolesQuery).data?.find((one) => one.role === role)
  return found && { sees: found.sees, permissions: found.permissions, grants: {} }
}

interface NewTermsText {
  role: Role
  /** Null: nothing is said beyond the role. */
  said: TermsDraft | null
}

/** The role of somebody who is to join, and what is said beyond it, kept under a name while it is not sent. */
export function useNewTerms(name: string) {
  const { decimals } = useFormats()
  const { typed, type, forget } = useTyped<NewTermsText>(`terms:${name}`, { role: 'manager', said: null })
  const { role, said } = typed
  const draft = said ?? NOTHING_SAID
  const base = useBase(role)
  const isSaid = base && said !== null && !runsGarage(base)
  /** What is sent; null while the amount cannot be read. */
  const terms: Terms | null = isSaid ? readTerms(draft, base, decimals) : {}
  return {
    role,
    terms,
    base,
    draft,
    forget,
    setDraft: (now: TermsDraft) => type({ said: now }),
    // Other rights come with another role.
    setRole: (wanted: Role) => type({ role: wanted, said: null }),
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
