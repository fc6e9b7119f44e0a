import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, unwrap } from '@/api/client'
import type { Problem } from '@/api/problem'
import { useSubmission } from '@/api/use-submission'
import type { InviteCode } from './queries'
import type { Role, Terms } from './rights'

/** Whom a code is for: the role, what is said beyond it, and where it is sent. */
export interface Invited extends Terms {
  role: Role
  email: string
}

/** Makes invite codes; `code` is the one made last, until it is put away. */
export function useInvite(workshopId: string) {
  const client = useQueryClient()
  const [code, setCode] = useState<InviteCode | null>(null)
  const [sentTo, setSentTo] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)
  const { submit, state, renew } = useSubmission({
    name: 'invite-code',
    send: ({ invited: { email, ...rest } }: { workshop: string; invited: Invited }, key) =>
      unwrap(
        api.POST('/api/workshops/{workshop_id}/invite-codes', {
          params: { path: { workshop_id: workshopId }, header: { 'Idempotency-Key': key } },
          body: { ...rest, email: email || null },
        }),
      ),
    onDone: (made, { invited }) => {
      setCode(made)
      setSentTo(invited.email)
      void client.invalidateQueries({ queryKey: ['managers', 'codes'] })
    },
    onRefused: setProblem,
  })
  return {
    code,
    sentTo,
    problem,
    state,
    make: (invited: Invited) => {
      setProblem(null)
      setCode(null)
      renew()
      return submit({ workshop: workshopId, invited })
    },
    putAway: () => {
      setCode(null)
      setProblem(null)
    },
  }
}
