import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { api, type Schemas, unwrap } from '@/api/client'
import { ErrorState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { hasPasskeys } from '@/lib/passkey'
import { useStepFocus } from '@/lib/use-step-focus'
import { AddPasskey, type Passkeys, ProofForm } from './passkey-forms'
import { PasskeyRow } from './passkey-row'
import { RecoveryCodes } from './recovery-codes'
import { secondFactorQuery } from './second-factor-card'

const passkeysQuery = queryOptions({
  queryKey: ['passkeys'],
  queryFn: () => unwrap(api.GET('/api/auth/passkeys')),
})

type Step =
  | { at: 'rest' | 'add' | 'on' | 'off' }
  | { at: 'remove'; passkey: Schemas['Passkey'] }
  | { at: 'codes'; codes: string[] }

/** Fingerprint, face or screen lock instead of the password; and beside it, when its user says so. */
export function PasskeysCard() {
  const client = useQueryClient()
  const { data, error, refetch } = useQuery(passkeysQuery)
  const [step, setStep] = useState<Step>({ at: 'rest' })
  const part = useStepFocus<HTMLElement>(step.at)
  const rest = () => setStep({ at: 'rest' })
  const done = async (sentence?: string) => {
    if (sentence) toast.success(sentence)
    void client.invalidateQueries({ queryKey: secondFactorQuery.queryKey })
    await client.invalidateQueries({ queryKey: passkeysQuery.queryKey })
    rest()
  }
  return (
    <Card ref={part}>
      <CardHead title="Passkeys" />
      {!data ? (
        <div className="p-4">
          {error ? (
            <ErrorState error={error} onRetry={() => void refetch()} />
          ) : (
            <Skeleton className="h-16" />
          )}
        </div>
      ) : step.at === 'rest' ? (
        <Rest of={data} onStep={setStep} onChange={done} />
      ) : (
        <div className="space-y-4 p-4">
          <StepForm of={data} step={step} onStep={setStep} onDone={done} />
        </div>
      )}
    </Card>
  )
}

interface StepFormProps {
  of: Passkeys
  step: Step
  onStep: (step: Step) => void
  onDone: (sentence?: string) => Promise<void>
}

function StepForm({ of, step, onStep, onDone }: StepFormProps) {
  const rest = () => onStep({ at: 'rest' })
  return step.at === 'add' ? (
    <AddPasskey of={of} onCancel={rest} onDone={() => onDone('Passkey added')} />
  ) : step.at === 'codes' ? (
    <RecoveryCodes codes={step.codes} onDone={rest} />
  ) : step.at === 'on' ? (
    <ProofForm
      of={of}
      note="From then on the password alone lets nobody in. Other devices are logged out, and you get ten recovery codes for when your phone is lost."
      action="Turn on"
      onCancel={rest}
      send={async (body) => {
        const answer = await unwrap(api.POST('/api/auth/passkeys/second-step', { body }))
        await onDone()
        onStep({ at: 'codes', codes: answer.recovery_codes })
      }}
    />
  ) : step.at === 'off' ? (
    <ProofForm
      of={of}
      note="The password alone logs in again."
      action="Turn off"
      onCancel={rest}
      send={async (body) => {
        await unwrap(api.POST('/api/auth/passkeys/second-step/off', { body }))
        await onDone('Two-step login turned off')
      }}
    />
  ) : step.at === 'remove' ? (
    <ProofForm
      of={of}
      note={`“${step.passkey.name}” will not log in any more. Delete it on the device too, so that it is not offered there.`}
      action="Remove"
      onCancel={rest}
      send={async (body) => {
        const params = { path: { passkey_id: step.passkey.id } }
        await unwrap(api.POST('/api/auth/passkeys/{passkey_id}/remove', { params, body }))
        await onDone('Passkey removed')
      }}
    />
  ) : null
}

interface RestProps {
  of: Passkeys
  onStep: (step: Step) => void
  onChange: (sentence?: string) => Promise<void>
}

function Rest({ of: { passkeys, second_step, recovery_codes_left, address }, onStep, onChange }: RestProps) {
  const isHere = window.location.origin === address
  const whyNot = !hasPasskeys()
    ? 'Passkeys need an address that begins with https, and a recent browser.'
    : isHere
      ? null
      : `Passkeys work at ${address} only. Open RevOps there to add one.`
  return (
    <>
      {passkeys.length > 0 && (
        <ul aria-label="Passkeys" className="divide-y border-b">
          {passkeys.map((passkey) => (
            <li key={passkey.id}>
              <PasskeyRow
                passkey={passkey}
                isHere={new URL(address).hostname === passkey.host}
                onRemove={() => onStep({ at: 'remove', passkey })}
                onChange={onChange}
              />
            </li>
          ))}
        </ul>
      )}
      <div className="space-y-3 p-4">
        {passkeys.length === 0 && (
          <p className="text-muted text-sm">
            Log in with your fingerprint, face or screen lock instead of the password. There is nothing to
            remember, and nothing that somebody else could guess or steal.
          </p>
        )}
        {whyNot ? (
          <p className="text-muted text-sm">{whyNot}</p>
        ) : (
          <Button variant="outline" onClick={() => onStep({ at: 'add' })}>
            {passkeys.length === 0 ? 'Add a passkey' : 'Add another'}
          </Button>
        )}
      </div>
      {passkeys.length > 0 && second_step !== 'app' && (
        <div className="space-y-3 border-t p-4">
          <p className="text-sm">
            {second_step ? (
              <>
                The password alone lets nobody in. Recovery codes left:{' '}
                <span className="figure">{recovery_codes_left}</span>
              </>
            ) : (
              'The password alone still logs in, so whoever learns it gets in.'
            )}
          </p>
          <Button variant="outline" onClick={() => onStep({ at: second_step ? 'off' : 'on' })}>
            {second_step ? 'Turn two-step login off' : 'Ask for a passkey at every login'}
          </Button>
        </div>
      )}
    </>
  )
}
