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
  const [sentTo, setSentTo] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)
  const { submit, state, renew } = useSubmission({
    name: 'invite-code',
    send: ({ role, email }: { workshop: string; role: Role; email: string }, key) =>
      unwrap(
        api.POST('/api/workshops/{workshop_id}/invite-codes', {
          params: { path: { workshop_id: workshopId }, header: { 'Idempotency-Key': key } },
          body: { role, email: email || null },
        }),
      ),
    onDone: (made, { email }) => {
      setCode(made)
      setSentTo(email)
      void client.invalidateQueries({ queryKey: ['managers', 'codes'] })
    },
    onRefused: setProblem,
  })
  return {
    code,
    sentTo,
    problem,
    state,
    make: (role: Role, email: string) => {
      setProblem(null)
      setCode(null)
      renew()
      return submit({ workshop: workshopId, role, email })
    },
    putAway: () => {
      setCode(null)
      setProblem(null)
    },
  }
}
