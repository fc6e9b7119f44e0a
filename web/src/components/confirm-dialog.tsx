import { type ReactNode, useEffect, useState } from 'react'
import { sentence } from '@/api/problem'
import { COMMON } from '@/lib/common-words'
import { useWords } from '@/lib/words'
import { Notice } from './field'
import { Button } from './ui/button'
import { Dialog, DialogClose, DialogContent } from './ui/dialog'

interface ConfirmDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  /** What will happen. */
  children: ReactNode
  /** What the button that does it says. */
  action: string
  danger?: boolean
  /** False while something has still to be chosen. */
  isReady?: boolean
  /** Does it; when it throws, the dialog stays and says why. */
  onConfirm: () => Promise<unknown>
}

/** Asks once before what cannot be taken back. */
export function ConfirmDialog({
  open,
  onOpenChange,
  title,
  children,
  action,
  danger,
  isReady = true,
  onConfirm,
}: ConfirmDialogProps) {
  const { cancel } = useWords(COMMON)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  // Done, the button stays dead while the dialog closes; it lives again when it is opened anew.
  useEffect(() => {
    if (open) setBusy(false)
  }, [open])
  const confirm = async () => {
    setBusy(true)
    setError(null)
    try {
      await onConfirm()
      onOpenChange(false)
    } catch (problem) {
      setError(problem)
      setBusy(false)
    }
  }
  return (
    <Dialog
      open={open}
      onOpenChange={(now) => {
        setError(null)
        onOpenChange(now)
      }}
    >
      <DialogContent title={title}>
        <div className="text-muted text-sm">{children}</div>
        {error !== null && <Notice className="mt-4">{sentence(error)}</Notice>}
        <div className="mt-6 flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
          <DialogClose asChild>
            <Button variant="outline">{cancel}</Button>
          </DialogClose>
          <Button variant={danger ? 'danger' : 'primary'} busy={busy} disabled={!isReady} onClick={confirm}>
            {action}
          </Button>
        </div>
      </DialogContent>
    </Dialog>
  )
}
