import { type FormEvent, type ReactNode, type RefObject, useRef, useState } from 'react'
import { sentence } from '@/api/problem'
import { Field, Notice } from '@/components/field'
import { Form } from '@/components/form'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog'
import { Textarea } from '@/components/ui/input'
import { cn } from '@/lib/cn'
import { useTyped } from '@/lib/use-draft'
import { reasonName } from './reason-name'

const LONGEST = 500

interface RejectDialogProps {
  /** The id of what it is about: the reason is kept under it across a reload or a log-in. */
  about: string
  title: string
  /** What rejecting does. */
  children: ReactNode
  /** Reasons that are given often, one tap each. */
  reasons: readonly string[]
  /** What the button that does it says. */
  action: string
  /** Who reads the reason. */
  reader?: string
  onReject: (reason: string) => Promise<unknown> | undefined
  onClose: () => void
}

/** Asks why something is not accepted, or is taken back. Mounted while it is open. */
export function RejectDialog(props: RejectDialogProps) {
  const { about, title, children, reasons, action, reader = 'The manager', onReject, onClose } = props
  const { typed, type, forget } = useTyped(reasonName(about), { reason: '' })
  const { reason } = typed
  const [isMissing, setMissing] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const chips = useRef<HTMLFieldSetElement>(null)
  const close = () => {
    forget()
    onClose()
  }
  const give = (text: string) => {
    type({ reason: text })
    setMissing(false)
  }
  const reject = async (event: FormEvent) => {
    event.preventDefault()
    if (reason.trim() === '') return setMissing(true)
    setBusy(true)
    setError(null)
    try {
      await onReject(reason.trim())
      close()
    } catch (problem) {
      setError(problem)
      setBusy(false)
    }
  }
  return (
    <Dialog open onOpenChange={(open) => !open && close()}>
      <DialogContent
        title={title}
        description={children}
        onOpenAutoFocus={(event) => {
          event.preventDefault()
          chips.current?.querySelector('button')?.focus()
        }}
      >
        <Form onSubmit={reject}>
          <ReasonChips chips={chips} reasons={reasons} chosen={reason} onChoose={give} />
          <ReasonField reason={reason} reader={reader} isMissing={isMissing} onType={give} />
          {error !== null && <Notice className="mt-4">{sentence(error)}</Notice>}
          <div className="mt-6 flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            <DialogClose asChild>
              <Button variant="outline">Cancel</Button>
            </DialogClose>
            <Button type="submit" variant="danger" busy={busy}>
              {action}
            </Button>
          </div>
        </Form>
      </DialogContent>
    </Dialog>
  )
}

interface ReasonChipsProps {
  chips: RefObject<HTMLFieldSetElement | null>
  reasons: readonly string[]
  chosen: string
  onChoose: (reason: string) => void
}

function ReasonChips({ chips, reasons, chosen, onChoose }: ReasonChipsProps) {
  return (
    <fieldset ref={chips} className="mb-4 flex flex-wrap gap-2">
      <legend className="label-caps mb-2">Reason</legend>
      {reasons.map((known) => (
        <button
          key={known}
          type="button"
          aria-pressed={chosen === known}
          onClick={() => onChoose(known)}
          className={cn(
            'min-h-11 border border-input px-3 text-left text-sm transition-colors hover:bg-raised fine:min-h-8 fine:px-2.5',
            chosen === known && 'border-foreground bg-raised font-medium',
          )}
        >
          {known}
        </button>
      ))}
    </fieldset>
  )
}

interface ReasonFieldProps {
  reason: string
  reader: string
  isMissing: boolean
  onType: (reason: string) => void
}

function ReasonField({ reason, reader, isMissing, onType }: ReasonFieldProps) {
  return (
    <Field
      label="Another reason"
      error={isMissing ? `Enter the reason. ${reader} reads it.` : undefined}
      hint={`${reader} reads this.`}
    >
      {(control) => (
        <Textarea
          {...control}
          value={reason}
          maxLength={LONGEST}
          onChange={(event) => onType(event.target.value)}
        />
      )}
    </Field>
  )
}
