import { CloudUpload } from 'lucide-react'
import { cn } from '@/lib/cn'
import { useWords } from '@/lib/words'
import { useUnsentOf } from './unsent-job'
import { OUTBOX } from './words'

/** Says on a row that something of its job is on this device only. */
export function UnsentBadge({ jobId, className }: { jobId: string; className?: string }) {
  const entries = useUnsentOf(jobId)
  const words = useWords(OUTBOX)
  if (entries.length === 0) return null
  const isStuck = entries.some(({ refusal }) => refusal !== null)
  return (
    <span
      className={cn(
        'inline-flex items-center gap-1 text-xs',
        isStuck ? 'text-danger' : 'text-warning',
        className,
      )}
    >
      <CloudUpload className="size-3.5 shrink-0" aria-hidden />
      {isStuck ? words.needsYou : words.notSentYet}
    </span>
  )
}
