import type { ComponentProps, ReactNode } from 'react'
import { isUnderWay, type Repeated, type SubmissionState } from '@/api/use-submission'
import { Notice } from './field'
import { Form } from './form'
import { SubmitButton } from './submit-button'
import { Dialog, DialogContent } from './ui/dialog'

interface SubmissionDialogProps {
  title: string
  description: string
  state: SubmissionState
  /** Why the last try recorded nothing. */
  refusal: string | null
  /** The same was recorded just now; left out where the server does not ask. */
  repeated?: Repeated | null
  /** What the button says that records another. */
  another?: string
  /** What is said while no answer has come. */
  unanswered?: string
  /** What the button says. */
  action: string
  variant?: 'primary' | 'danger'
  onSubmit: ComponentProps<typeof Form>['onSubmit']
  onClose: () => void
  /** The fields. */
  children: ReactNode
}

/** The frame of a form that records something just once: it stays while an answer is awaited. */
export function SubmissionDialog({
  title,
  description,
  state,
  refusal,
  repeated = null,
  another = 'Record another',
  unanswered = 'No answer from the server yet. We keep trying; it cannot be recorded twice.',
  action,
  variant = 'primary',
  onSubmit,
  onClose,
  children,
}: SubmissionDialogProps) {
  return (
    <Dialog open onOpenChange={(open) => !open && !isUnderWay(state) && onClose()}>
      <DialogContent title={title} description={description}>
        <Form onSubmit={onSubmit} className="space-y-4">
          {refusal && <Notice>{refusal}</Notice>}
          {state === 'unanswered' && <Notice tone="warning">{unanswered}</Notice>}
          {children}
          <SubmitButton state={state} repeated={repeated} another={another} variant={variant}>
            {action}
          </SubmitButton>
        </Form>
      </DialogContent>
    </Dialog>
  )
}
