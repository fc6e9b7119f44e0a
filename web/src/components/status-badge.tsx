import { type JobStatus, STATUS } from '@/domain/job-status'
import { cn } from '@/lib/cn'

/** A job's status: a dot of its colour and its name. */
export function StatusBadge({ status, className }: { status: JobStatus; className?: string }) {
  const { label, color } = STATUS[status]
  return (
    <span className={cn('inline-flex items-center gap-1.5 whitespace-nowrap text-[0.8125rem]', className)}>
      <span className="size-2 shrink-0" style={{ background: color }} aria-hidden />
      {label}
    </span>
  )
}
