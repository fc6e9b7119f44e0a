import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, unwrap } from '@/api/client'
import type { Problem } from '@/api/problem'
import { useSubmission } from '@/api/use-submission'
import type { InviteCode } from './queries'
import type { Role } from './rights'

/** Makes invite codes; `code` is the one made last, until it is put away. */
export function useInvite(workshopId: string) {
  const client = useQueryClient()
  const [code, setCode] = useState<InviteCode | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const { submit, state, renew } = useSubmission({
    name: 'invite-code',
    send: ({ role }: { workshop: string; role: Role }, key) =>
      unwrap(
        api.POST('/api/workshops/{workshop_id}/invite-codes', {
          params: { path: { workshop_id: workshopId }, header: { 'Idempotency-Key': key } },
          body: { role },
        }),
      ),
    onDone: (made) => {
      setCode(made)
      void client.invalidateQueries({ queryKey: ['managers', 'codes'] })
    },
    onRefused: setProblem,
  })
  return {
    code,
    problem,
    state,
    make: (role: Role) => {
      setProblem(null)
      setCode(null)
      renew()
      return submit({ workshop: workshopId, role })
    },
    putAway: () => {
      setCode(null)
      setProblem(null)
    },
  }
}
