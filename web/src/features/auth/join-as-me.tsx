import { useState } from 'react'
import { Notice } from '@/components/field'
import { Button } from '@/components/ui/button'
import { homeOf, type User } from '@/domain/session'
import { TextLink } from './auth-frame'
import { useJoin } from './use-join'

interface JoinAsMeProps {
  me: User
  code: string
  /** Somebody else is to register on this device. */
  onOther: () => void
}

/** Offers whoever is logged in to join a garage by its invite with the account at hand. */
export function JoinAsMe({ me, code, onOther }: JoinAsMeProps) {
  const [refusal, setRefusal] = useState<string | null>(null)
  const { submit, state } = useJoin({ me, onRefused: (problem) => setRefusal(problem.message) })
  return (
    <div className="space-y-4">
      {refusal && <Notice>{refusal}</Notice>}
      {state === 'unanswered' && (
        <Notice tone="warning">No answer from the server yet. We keep trying; you cannot join twice.</Notice>
      )}
      <p className="text-sm">
        You are logged in as {me.name}, {me.email}. You can join with this account. Your other garages stay as
        they are.
      </p>
      <Button
        variant="primary"
        size="lg"
        className="w-full"
        busy={state !== 'idle'}
        onClick={() => {
          setRefusal(null)
          void submit({ invite_code: code })
        }}
      >
        Join as {me.name}
      </Button>
      <Button variant="outline" size="lg" className="w-full" disabled={state !== 'idle'} onClick={onOther}>
        Make a new account
      </Button>
      <p className="text-muted text-sm">
        Not for you? <TextLink to={homeOf(me)}>Back to your garage</TextLink>
      </p>
    </div>
  )
}
