import { useId, useState } from 'react'
import { api, type Schemas, unwrap } from '@/api/client'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { makePasskey, showPasskey } from '@/lib/passkey'
import { useTyped } from '@/lib/use-draft'
import { FactorForm } from './second-factor-form'

export type Passkeys = Schemas['Passkeys']

interface ProofFormProps {
  of: Passkeys
  note: string
  action: string
  onCancel: () => void
  send: (proof: Schemas['Proof']) => Promise<void>
  children?: React.ReactNode
}

/** Asks anew who is there: for the password, and for the second step where it is on. */
export function ProofForm({ of: { second_step }, send, note, ...rest }: ProofFormProps) {
  // Whoever has no passkey at hand has a recovery code.
  const [hasCode, setHasCode] = useState(false)
  const asksCode = second_step === 'app' || hasCode
  return (
    <>
      <FactorForm
        {...rest}
        note={note}
        asks={asksCode ? ['password', 'code'] : ['password']}
        codeLabel={second_step === 'app' ? 'Code from your app' : 'Recovery code'}
        send={async ({ password, code }) => {
          if (!second_step || asksCode) return send({ password, ...(asksCode && { code }) })
          const { options } = await unwrap(api.POST('/api/auth/passkeys/confirm/options'))
          await send({ password, passkey: await showPasskey(options as never) })
        }}
      />
      {second_step === 'passkey' && !hasCode && (
        <Button variant="link" onClick={() => setHasCode(true)}>
          Use a recovery code instead of a passkey
        </Button>
      )}
    </>
  )
}

/** Lets this device make a passkey. */
export function AddPasskey({
  of,
  onCancel,
  onDone,
}: {
  of: Passkeys
  onCancel: () => void
  onDone: () => Promise<void>
}) {
  const id = useId()
  const { typed, type, forget } = useTyped('new-passkey', { name: of.this_device ?? '' })
  const { name } = typed
  return (
    <ProofForm
      of={of}
      note="Enter your password first, so that nobody else can do this on an unlocked phone. Then your device asks for your fingerprint, face or PIN."
      action="Add"
      onCancel={() => {
        forget()
        onCancel()
      }}
      send={async (body) => {
        const { options } = await unwrap(api.POST('/api/auth/passkeys/options', { body }))
        const credential = await makePasskey(options as never)
        const named = { name: name.trim() || of.this_device || 'Passkey', credential }
        await unwrap(api.POST('/api/auth/passkeys', { body: named }))
        forget()
        await onDone()
      }}
    >
      <div>
        <label htmlFor={id} className="mb-1.5 block font-medium text-sm">
          Name of this device
        </label>
        <Input id={id} maxLength={60} value={name} onChange={(event) => type({ name: event.target.value })} />
      </div>
    </ProofForm>
  )
}
