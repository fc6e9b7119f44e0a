import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { TakerSelect } from '@/components/taker-select'
import type { Member } from '@/domain/members'
import { refreshMoney } from '@/domain/refresh'
import { newId } from '@/lib/new-id'

/** Gives all open jobs of a member to another. */
export function HandOverJobs({ member, onClose }: { member: Member; onClose: () => void }) {
  const client = useQueryClient()
  // Whoever else is chosen is another thing to do.
  const [choice, setChoice] = useState({ to: '', key: newId() })
  const handOver = async () => {
    const { message, jobs_left } = await unwrap(
      api.POST('/api/members/{member_id}/hand-over', {
        params: { path: { member_id: member.id }, header: { 'Idempotency-Key': choice.key } },
        body: { to: choice.to },
      }),
    )
    toast.success(message, {
      description:
        jobs_left > 0 ? `${jobs_left} ${jobs_left === 1 ? 'is' : 'are'} left. Hand over again.` : undefined,
    })
    await refreshMoney(client)
  }
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Hand over ${jobsInWords(member.open_jobs)}`}
      action="Hand over"
      isReady={choice.to !== ''}
      onConfirm={handOver}
    >
      <p className="mb-4">
        All open jobs of {member.user.name} go to another member, with what customers owe on them. Cash that{' '}
        {member.user.name} took stays with {member.user.name}.
      </p>
      <div className="text-foreground">
        <TakerSelect from={member.id} value={choice.to} onChange={(to) => setChoice({ to, key: newId() })} />
      </div>
    </ConfirmDialog>
  )
}

/** How many open jobs, in words. */
export function jobsInWords(count: number): string {
  return `${count} open ${count === 1 ? 'job' : 'jobs'}`
}
