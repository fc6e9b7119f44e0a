import { type ReactNode, useEffect, useId, useRef } from 'react'
import { cn } from '@/lib/cn'
import { COMMON } from '@/lib/common-words'
import { useWords } from '@/lib/words'

// What lies over a page at its top and its bottom: the bars, and the button of a long form.
const TOP_PX = 64
const BOTTOM_PX = 128

interface FieldProps {
  label: string
  /** The server's or the form's words about the value; null when it is fine. */
  error?: string | undefined
  /** What looks odd about the value. It is taken all the same. */
  warning?: string | null | undefined
  hint?: ReactNode
  optional?: boolean
  className?: string
  /** Receives what ties the control to its label, hint and error. */
  children: (control: {
    id: string
    'aria-invalid': boolean
    'aria-required': boolean
    'aria-describedby': string | undefined
  }) => ReactNode
}

/** A labelled control with its hint and its error. */
export function Field({ label, error, warning, hint, optional, className, children }: FieldProps) {
  const id = useId()
  const words = useWords(COMMON)
  const noteId = `${id}-note`
  const note = error ?? warning ?? hint
  return (
    <div className={cn('min-w-0', className)}>
      <label htmlFor={id} className="mb-1.5 flex items-baseline justify-between gap-2 font-medium text-sm">
        {label}
        {optional && <span className="font-normal text-muted text-xs">{words.optional}</span>}
      </label>
      {children({
        id,
        'aria-invalid': Boolean(error),
        'aria-required': !optional,
        'aria-describedby': note ? noteId : undefined,
      })}
      {note && (
        <p
          id={noteId}
          className={cn(
            'mt-1.5 text-[0.8125rem]',
            error ? 'text-danger' : warning ? 'text-warning' : 'text-muted',
          )}
          role={error ? 'alert' : warning ? 'status' : undefined}
        >
          {note}
        </p>
      )}
    </div>
  )
}

/** What concerns the form as a whole: a refusal, a lost connection, a warning. */
export function Notice({
  tone = 'danger',
  children,
  className,
}: {
  tone?: 'danger' | 'warning' | 'info' | 'success'
  children: ReactNode
  className?: string
}) {
  const tones = {
    danger: 'border-danger/50 bg-danger-tint text-danger',
    warning: 'border-warning/50 bg-warning-tint text-warning',
    success: 'border-success/50 bg-success-tint text-success',
    info: 'border-border bg-raised text-foreground',
  }
  const place = useRef<HTMLDivElement>(null)
  // What is said of a form that was sent from far below must not stay above the screen.
  useEffect(() => {
    const notice = place.current
    if (!notice?.closest('form[data-sent]')) return
    const { top, bottom } = notice.getBoundingClientRect()
    if (top < TOP_PX || bottom > window.innerHeight - BOTTOM_PX) notice.scrollIntoView({ block: 'center' })
  }, [])
  return (
    <div
      ref={place}
      role={tone === 'danger' ? 'alert' : 'status'}
      className={cn('border px-3 py-2.5 text-sm', tones[tone], className)}
    >
      {children}
    </div>
  )
}
