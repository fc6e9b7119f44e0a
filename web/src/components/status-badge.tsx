import { type JobStatus, STATUS } from '@/domain/job-status'
import { STATUS_WORDS } from '@/domain/status-words'
import { cn } from '@/lib/cn'
import { useWords } from '@/lib/words'

interface StatusBadgeProps {
  status: JobStatus
  /** A job that was cancelled is closed, and says which of the two it is. */
  isCancelled?: boolean
  className?: string
}

/** A job's status: a dot of its colour and its name. */
export function StatusBadge({ status, isCancelled, className }: StatusBadgeProps) {
  const { color } = STATUS[status]
  const { label } = useWords(STATUS_WORDS)[status]
  return (
    <span className={cn('inline-flex items-center gap-1.5 whitespace-nowrap text-[0.8125rem]', className)}>
      <span className="size-2 shrink-0" style={{ background: color }} aria-hidden />
      {isCancelled ? 'Cancelled' : label}
    </span>
  )
}
