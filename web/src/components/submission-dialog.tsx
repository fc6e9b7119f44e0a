import type { ComponentProps, ReactNode } from 'react'
import { isUnderWay, type SubmissionState } from '@/api/use-submission'
import { Notice } from './field'
import { Form } from './form'
import { Button } from './ui/button'
import { Dialog, DialogContent } from './ui/dialog'

interface SubmissionDialogProps {
  title: string
  description: string
  state: SubmissionState
  /** Why the last try recorded nothing. */
  refusal: string | null
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
          <Button type="submit" variant={variant} size="lg" className="w-full" busy={state !== 'idle'}>
            {action}
          </Button>
        </Form>
      </DialogContent>
    </Dialog>
  )
}
