import { type JobStatus, STATUS } from '@/domain/job-status'
import { cn } from '@/lib/cn'

interface StatusBadgeProps {
  status: JobStatus
  /** A job that was cancelled is closed, and says which of the two it is. */
  isCancelled?: boolean
  className?: string
}

/** A job's status: a dot of its colour and its name. */
export function StatusBadge({ status, isCancelled, className }: StatusBadgeProps) {
  const { label, color } = STATUS[status]
  return (
    <span className={cn('inline-flex items-center gap-1.5 whitespace-nowrap text-[0.8125rem]', className)}>
      <span className="size-2 shrink-0" style={{ background: color }} aria-hidden />
      {isCancelled ? 'Cancelled' : label}
    </span>
  )
}
