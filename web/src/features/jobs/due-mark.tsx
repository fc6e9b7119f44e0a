import { useFormats } from '@/domain/formats'
import type { Job } from '@/domain/jobs'
import { cn } from '@/lib/cn'
import { inSentence } from '@/lib/days'
import { deadline } from './due'

/** When an open job is due: amber on the day, red once it has passed. For other jobs, when the work was done. */
export function DueMark({ job, className }: { job: Job; className?: string }) {
  const { day, daysUntil } = useFormats()
  const days = daysUntil(job.due_at)
  const due = deadline(job.status, days, day(job.due_at))
  const done = !due && job.completed_at ? `Done ${inSentence(day(job.completed_at))}` : null
  return (
    <span
      className={cn(
        'text-[0.8125rem] text-muted',
        due?.isLate && 'font-medium text-danger',
        due && days === 0 && 'text-warning',
        className,
      )}
    >
      {due?.words ?? done}
    </span>
  )
}
