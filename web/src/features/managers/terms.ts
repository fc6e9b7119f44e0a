import type { Schemas } from '@/api/client'
import type { Permission } from '@/domain/permissions'
import { readAmount } from '@/lib/amount'
import { grantsOf, RIGHTS, type Sees, type Terms } from './rights'

/** What somebody begins with, or has: by the role, or by what was said of them. */
export interface Base {
  sees: Sees
  permissions: readonly Permission[]
  grants: Record<string, boolean>
}

/** What is being said of a member beyond the role; null and nothing ticked: as the base is. */
export interface TermsDraft {
  sees: Sees | null
  /** The most cash in one payment, as it is typed; empty: any amount. */
  limit: string
  ticked: Partial<Record<Permission, boolean>>
}

export const NOTHING_SAID: TermsDraft = { sees: null, limit: '', ticked: {} }

/** Says whether a member may do something, as it is ticked. */
export function mayDo(permission: Permission, base: Base, draft: TermsDraft): boolean {
  return draft.ticked[permission] ?? base.permissions.includes(permission)
}

/** The most cash in one payment as it is typed; null: any amount. */
export function readLimit(text: string, decimals: number): { amount: number | null; why: string | null } {
  if (text.trim() === '') return { amount: null, why: null }
  const reading = readAmount(text, decimals)
  if (!reading.ok) return { amount: null, why: reading.why }
  if (reading.amount === 0) return { amount: null, why: 'Enter an amount above zero, or nothing.' }
  return { amount: reading.amount, why: null }
}

/** Builds what is sent, or null while the amount cannot be read. What the base says already is left out. */
export function readTerms(draft: TermsDraft, base: Base, decimals: number): Terms | null {
  const terms: Terms = {}
  if (draft.sees !== null && draft.sees !== base.sees) terms.sees = draft.sees
  const grants = grantsOf(base.grants, base.permissions, draft.ticked)
  if (Object.keys(grants).length > 0) terms.grants = grants
  if (!mayDo('payments:record', base, draft)) return terms
  const { amount, why } = readLimit(draft.limit, decimals)
  if (why !== null) return null
  return { ...terms, limits: { cash_payment: amount } }
}

/** Says in a few words what an invite code gives beyond the role; empty: nothing. */
export function termsInWords(
  { sees, grants, limits }: Pick<Schemas['InviteCodeOut'], 'sees' | 'grants' | 'limits'>,
  money: (amount: number) => string,
): string {
  const words = []
  if (sees) words.push(sees === 'all' ? 'sees everybody’s jobs' : 'sees their own jobs')
  const known = Object.entries(grants).filter(([name]) => name in RIGHTS)
  const count = (isGranted: boolean) => known.filter(([, may]) => may === isGranted).length
  const rights = (number: number) => `${number} ${number === 1 ? 'right' : 'rights'}`
  if (count(true)) words.push(`${rights(count(true))} more`)
  if (count(false)) words.push(`${rights(count(false))} less`)
  if (limits.cash_payment !== null) words.push(`at most ${money(limits.cash_payment)} in cash at a time`)
  return words.join(', ')
}
