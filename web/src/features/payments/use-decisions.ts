import { useMemo } from 'react'
import type { Payment } from '@/domain/payment-labels'
import { useReviews } from './use-reviews'
import { useRowKeys } from './use-row-keys'
import { useTicks } from './use-ticks'

export type Decisions = ReturnType<typeof useDecisions>

/** The owner's decisions on the payments of a list: one by one, by keys, and for all that are ticked. */
export function useDecisions(paid: Payment[], isQueue: boolean, onReject: (payments: Payment[]) => void) {
  const { held, failures, batches, review, undo } = useReviews()

  const rows = useMemo(() => (isQueue ? paid.filter(({ id }) => !held.has(id)) : paid), [isQueue, paid, held])
  const open = useMemo(
    () => new Map(rows.filter((row) => canBeConfirmed(row) && !held.has(row.id)).map((row) => [row.id, row])),
    [rows, held],
  )
  const openIds = useMemo(() => [...open.keys()], [open])
  const ticks = useTicks(openIds)
  const ticked = [...ticks.ticked].flatMap((id) => open.get(id) ?? [])

  const confirm = (payments: Payment[]) => review(payments, { verdict: 'confirmed' })
  const one = (id: string | null) => (id === null ? [] : [open.get(id)].filter((row) => row !== undefined))
  const rowFocused = useRowKeys(
    useMemo(() => rows.map(({ id }) => id), [rows]),
    {
      c: (id) => confirm(one(id)),
      r: (id) => one(id).length > 0 && onReject(one(id)),
      x: (id) => one(id).length > 0 && id !== null && ticks.toggle(id),
      u: () => undo(),
    },
  )

  return { rows, open, ticks, ticked, failures, batches, confirm, review, undo, rowFocused }
}

function canBeConfirmed({ verdict }: Payment): boolean {
  return verdict === 'pending'
}
