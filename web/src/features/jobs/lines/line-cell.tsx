import { type ReactNode, useId } from 'react'
import { cn } from '@/lib/cn'

interface LineCellProps {
  /** What stands above the box on a phone; in the table the column's head says it. */
  label: string
  /** The label with the line's number, for who does not see the place. */
  spoken: string
  error?: string | undefined
  hint?: ReactNode
  /** The label stays visible where lines are a table. */
  keepsLabel?: boolean
  className?: string
  children: (control: {
    id: string
    'aria-label': string
    'aria-invalid': boolean
    'aria-describedby': string | undefined
  }) => ReactNode
}

/** One box of a line. */
export function LineCell({ label, spoken, error, hint, keepsLabel, className, children }: LineCellProps) {
  const id = useId()
  const note = error ?? hint
  return (
    <div className={cn('min-w-0', className)}>
      <span aria-hidden className={cn('label-caps mb-1 block truncate', !keepsLabel && '@2xl:hidden')}>
        {label}
      </span>
      {children({
        id,
        'aria-label': spoken,
        'aria-invalid': Boolean(error),
        'aria-describedby': note ? `${id}-note` : undefined,
      })}
      {note && (
        <p
          id={`${id}-note`}
          role={error ? 'alert' : undefined}
          className={cn('mt-1 break-words text-xs', error ? 'text-danger' : 'text-muted')}
        >
          {note}
        </p>
      )}
    </div>
  )
}
