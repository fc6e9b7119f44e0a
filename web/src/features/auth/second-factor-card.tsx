import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { api, type Schemas, unwrap } from '@/api/client'
import { ErrorState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { useStepFocus } from '@/lib/use-step-focus'
import { RecoveryCodes } from './recovery-codes'
import { FactorForm } from './second-factor-form'

export const secondFactorQuery = queryOptions({
  queryKey: ['second-factor'],
  queryFn: () => unwrap(api.GET('/api/auth/second-factor')),
})

type Step =
  | { at: 'rest' | 'password' | 'off' }
  | { at: 'app'; key: Schemas['SecondFactorKey'] }
  | { at: 'codes'; codes: string[] }

/** A code from a phone beside the password: turned on with the app in hand, off with both. */
export function SecondFactorCard() {
  const client = useQueryClient()
  const { data, error, refetch } = useQuery(secondFactorQuery)
  const [step, setStep] = useState<Step>({ at: 'rest' })
  const part = useStepFocus<HTMLElement>(step.at)
  const rest = () => setStep({ at: 'rest' })
  const refresh = () => client.invalidateQueries({ queryKey: secondFactorQuery.queryKey })
  return (
    <Card ref={part}>
      <CardHead title="Two-step login" />
      <div className="space-y-4 p-4">
        {step.at === 'password' ? (
          <FactorForm
            note="Enter your password first, so that nobody else can do this on an unlocked phone."
            asks={['password']}
            action="Continue"
            onCancel={rest}
            send={async ({ password }) => {
              const key = await unwrap(api.POST('/api/auth/second-factor', { body: { password } }))
              setStep({ at: 'app', key })
            }}
          />
        ) : step.at === 'app' ? (
          <>
            <AppKey of={step.key} />
            <FactorForm
              asks={['code']}
              action="Turn on"
              onCancel={rest}
              send={async ({ code }) => {
                const answer = await unwrap(api.POST('/api/auth/second-factor/confirm', { body: { code } }))
                setStep({ at: 'codes', codes: answer.recovery_codes })
                void refresh()
              }}
            />
          </>
        ) : step.at === 'codes' ? (
          <RecoveryCodes codes={step.codes} onDone={rest} />
        ) : step.at === 'off' ? (
          <FactorForm
            asks={['password', 'code']}
            action="Turn off"
            onCancel={rest}
            send={async (body) => {
              await unwrap(api.POST('/api/auth/second-factor/off', { body }))
              toast.success('Two-step login turned off')
              await refresh()
              rest()
            }}
          />
        ) : data ? (
          <State
            of={data}
            onTurnOn={() => setStep({ at: 'password' })}
            onTurnOff={() => setStep({ at: 'off' })}
          />
        ) : error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton className="h-16" />
        )}
      </div>
    </Card>
  )
}

function State({
  of: { is_on, by, recovery_codes_left },
  onTurnOn,
  onTurnOff,
}: {
  of: Schemas['SecondFactorState']
  onTurnOn: () => void
  onTurnOff: () => void
}) {
  if (!is_on) {
    return (
      <>
        <p className="text-muted text-sm">
          Each log-in then also asks for a code from an app on your phone, so a stolen password alone is of no
          use.
        </p>
        <Button variant="outline" onClick={onTurnOn}>
          Turn on
        </Button>
      </>
    )
  }
  if (by === 'passkey') return <p className="text-sm">On, by passkey. It is turned off under Passkeys.</p>
  return (
    <>
      <p className="text-sm">
        On. Recovery codes left: <span className="figure">{recovery_codes_left}</span>
      </p>
      {recovery_codes_left < 3 && (
        <p className="text-muted text-sm">To get new ones, turn it off and on again.</p>
      )}
      <Button variant="outline" onClick={onTurnOff}>
        Turn off
      </Button>
    </>
  )
}

function AppKey({ of: { qr, secret } }: { of: Schemas['SecondFactorKey'] }) {
  return (
    <div className="space-y-3 text-sm">
      <p>Scan this with an authenticator app, then type the six digits that it shows.</p>
      <img src={qr} alt="The key as a QR code" className="mx-auto size-52 bg-white" />
      <p className="text-muted">
        Or type this key into the app:{' '}
        <output aria-label="Key" className="figure select-all break-all text-foreground">
          {secret.match(/.{1,4}/g)?.join(' ')}
        </output>
      </p>
    </div>
  )
}
