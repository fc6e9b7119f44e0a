import type { ReactNode } from 'react'
import type { Repeated, SubmissionState } from '@/api/use-submission'
import { cn } from '@/lib/cn'
import { RepeatedNotice } from './repeated-notice'
import { Button } from './ui/button'

interface SubmitButtonProps {
  state: SubmissionState
  /** The same was recorded just now; null where the server does not ask. */
  repeated: Repeated | null
  /** What the button says that records another. */
  another: string
  variant?: 'primary' | 'danger'
  className?: string
  children: ReactNode
}

/** The button that records what a form holds; the question whether it is meant again takes its place. */
export function SubmitButton({
  state,
  repeated,
  another,
  variant = 'primary',
  className,
  children,
}: SubmitButtonProps) {
  if (repeated) return <RepeatedNotice repeated={repeated} another={another} className={className} />
  return (
    <Button
      type="submit"
      variant={variant}
      size="lg"
      className={cn('w-full', className)}
      busy={state !== 'idle'}
    >
      {children}
    </Button>
  )
}
