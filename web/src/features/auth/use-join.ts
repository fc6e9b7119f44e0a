import { toast } from 'sonner'
import { api, type Schemas, unwrap } from '@/api/client'
import { type Problem, sentence } from '@/api/problem'
import { useSubmission } from '@/api/use-submission'
import { enterGarage, type User } from '@/domain/session'

interface JoinOptions {
  me: User
  onRefused: (problem: Problem) => void
  /** A member already, but the garage could not be opened. */
  onNotOpened?: () => void
}

/** Lets somebody with an account into a further garage, by its code; what comes next is done in it. */
export function useJoin({ me, onRefused, onNotOpened }: JoinOptions) {
  return useSubmission({
    name: 'join-garage',
    send: (body: Schemas['Join'], key) =>
      unwrap(api.POST('/api/members/join', { body, params: { header: { 'Idempotency-Key': key } } })),
    onDone: ({ workshop_id }) =>
      void enterGarage(me, workshop_id).catch((error) => {
        toast.error('You are a member, but the garage is not opened', { description: sentence(error) })
        onNotOpened?.()
      }),
    onRefused,
  })
}
