import { ChevronRight } from 'lucide-react'
import { AmountInput } from '@/components/amount-input'
import { Field } from '@/components/field'
import { Checkbox } from '@/components/ui/checkbox'
import { Choice } from '@/components/ui/choice'
import { useFormats } from '@/domain/formats'
import type { Permission } from '@/domain/permissions'
import { RIGHTS, type Sees } from './rights'
import { type Base, mayDo, readLimit, type TermsDraft } from './terms'

const SEES: readonly { value: Sees; label: string }[] = [
  { value: 'own', label: 'Their own' },
  { value: 'all', label: 'Everybody’s' },
]
const GRANTABLE = (Object.entries(RIGHTS) as [Permission, string | null][]).filter(
  ([, words]) => words !== null,
)

interface MemberTermsProps {
  base: Base
  draft: TermsDraft
  onChange: (draft: TermsDraft) => void
}

/** Whose work a member sees, how much cash they take at a time, and what they may do beyond the role. */
export function MemberTerms({ base, draft, onChange }: MemberTermsProps) {
  const { decimals, money } = useFormats()
  const { amount, why } = readLimit(draft.limit, decimals)
  return (
    <div className="space-y-4">
      <div>
        <p className="mb-1.5 font-medium">Jobs and payments they see</p>
        <Choice
          label="Jobs and payments they see"
          value={draft.sees ?? base.sees}
          options={SEES}
          onChange={(sees) => onChange({ ...draft, sees })}
        />
      </div>
      {mayDo('payments:record', base, draft) && (
        <Field
          label="Most cash in one payment"
          optional
          error={why ?? undefined}
          hint={
            amount === null
              ? 'Any amount.'
              : `Above ${money(amount)} somebody else must take the payment, or it must not be cash.`
          }
        >
          {(control) => (
            <AmountInput
              {...control}
              text={draft.limit}
              value={draft.limit}
              onChange={(event) => onChange({ ...draft, limit: event.target.value })}
            />
          )}
        </Field>
      )}
      <details className="group border">
        <summary className="flex min-h-11 list-none items-center gap-1 px-3 hover:bg-raised">
          <ChevronRight className="size-4 transition-transform group-open:rotate-90" aria-hidden />
          Individual rights
        </summary>
        <ul className="divide-y border-t">
          {GRANTABLE.map(([permission, words]) => (
            <li key={permission}>
              {/* biome-ignore lint/a11y/noLabelWithoutControl: the box is the button in it. */}
              <label className="flex items-center pr-3">
                <Checkbox
                  checked={mayDo(permission, base, draft)}
                  onCheckedChange={(may) =>
                    onChange({ ...draft, ticked: { ...draft.ticked, [permission]: may === true } })
                  }
                />
                {words}
              </label>
            </li>
          ))}
        </ul>
      </details>
    </div>
  )
}
