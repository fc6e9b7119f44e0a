import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { Problem } from '@/api/problem'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { useFormats } from '@/domain/formats'
import type { Member } from '@/domain/members'
import { refreshMoney } from '@/domain/refresh'

/** Ends a member's access; asks a second time when there is cash in hand. */
export function RemoveMember({ member, onClose }: { member: Member; onClose: () => void }) {
  const client = useQueryClient()
  const { money } = useFormats()
  const [mustForce, setMustForce] = useState(false)
  const { name } = member.user
  const remove = async () => {
    try {
      await unwrap(
        api.DELETE('/api/members/{member_id}', {
          params: { path: { member_id: member.id }, query: { force: mustForce } },
        }),
      )
    } catch (error) {
      if (error instanceof Problem && error.code === 'cash_in_hand') setMustForce(true)
      throw error
    }
    toast.success(`${name} is removed`)
    await refreshMoney(client)
  }
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Remove ${name}?`}
      action={mustForce ? 'Remove anyway' : 'Remove'}
      danger
      onConfirm={remove}
    >
      {member.cash_in_hand === null && (
        <p className="mb-2 text-foreground">A hand-over of {name} is still to be counted.</p>
      )}
      {member.cash_in_hand !== null && member.cash_in_hand > 0 && (
        <p className="mb-2 text-foreground">
          {name} holds <span className="figure text-danger">{money(member.cash_in_hand)}</span> in cash.
        </p>
      )}
      They are logged out at once, on every device. Jobs, payments and cash stay on record.
    </ConfirmDialog>
  )
}
