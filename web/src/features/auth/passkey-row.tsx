import { type UseMutationResult, useMutation } from '@tanstack/react-query'
import { api, type Schemas, unwrap } from '@/api/client'
import { sentence } from '@/api/problem'
import { Notice } from '@/components/field'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { useFormats } from '@/domain/formats'
import { inSentence } from '@/lib/days'
import { useTyped } from '@/lib/use-draft'
import { useStepFocus } from '@/lib/use-step-focus'

interface PasskeyRowProps {
  passkey: Schemas['Passkey']
  /** Whether it works at the address of this page. */
  isHere: boolean
  onRemove: () => void
  onChange: () => Promise<void>
}

/** One passkey: its name, which can be changed, when it was used, and the way to end it. */
export function PasskeyRow({ passkey, isHere, onRemove, onChange }: PasskeyRowProps) {
  const { dayTime } = useFormats()
  const { typed, type, forget } = useTyped<{ name: string | null }>(`passkey:${passkey.id}`, { name: null })
  const { name } = typed
  const close = () => {
    type({ name: null })
    forget()
  }
  const part = useStepFocus<HTMLDivElement>(name === null)
  const rename = useMutation({
    mutationFn: async (wanted: string) => {
      const params = { path: { passkey_id: passkey.id } }
      await unwrap(api.PUT('/api/auth/passkeys/{passkey_id}', { params, body: { name: wanted } }))
      await onChange()
      close()
    },
  })
  if (name !== null) {
    return <RenameForm name={name} rename={rename} onType={(text) => type({ name: text })} onCancel={close} />
  }
  return (
    <div ref={part} className="flex items-center justify-between gap-3 px-4 py-3 text-sm">
      <div className="min-w-0">
        <p className="break-words font-medium">{passkey.name}</p>
        <p className="text-muted">
          {passkey.used_at
            ? `Last used ${inSentence(dayTime(passkey.used_at))}`
            : `Added ${inSentence(dayTime(passkey.created_at))}`}
        </p>
        {!isHere && <p className="text-muted">Works at {passkey.host} only</p>}
      </div>
      <div className="flex shrink-0 gap-1">
        <Button
          size="sm"
          variant="ghost"
          aria-label={`Rename ${passkey.name}`}
          onClick={() => type({ name: passkey.name })}
        >
          Rename
        </Button>
        <Button size="sm" variant="ghost" aria-label={`Remove ${passkey.name}`} onClick={onRemove}>
          Remove
        </Button>
      </div>
    </div>
  )
}

interface RenameFormProps {
  name: string
  rename: UseMutationResult<void, Error, string>
  onType: (name: string) => void
  onCancel: () => void
}

function RenameForm({ name, rename, onType, onCancel }: RenameFormProps) {
  return (
    <form
      className="space-y-2 px-4 py-3"
      onSubmit={(event) => {
        event.preventDefault()
        rename.mutate(name)
      }}
    >
      <Input
        aria-label="Name of the passkey"
        autoFocus
        required
        maxLength={60}
        value={name}
        onChange={(event) => onType(event.target.value)}
      />
      {rename.isError && <Notice>{sentence(rename.error)}</Notice>}
      <div className="flex gap-2">
        <Button type="submit" size="sm" variant="primary" busy={rename.isPending}>
          Save
        </Button>
        <Button size="sm" variant="outline" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
