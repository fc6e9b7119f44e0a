import { cn } from '@/lib/cn'

/** The mark: a gauge's needle past the red line. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" className={className} aria-hidden>
      <path d="M3.5 18A9.5 9.5 0 1 1 20.5 18" fill="none" stroke="currentColor" strokeWidth="2.5" />
      <path d="M12 14.5 18 7" stroke="var(--primary)" strokeWidth="3" />
      <path d="M10 14.5h4" stroke="var(--primary)" strokeWidth="3" />
    </svg>
  )
}

/** The name with its mark. */
export function Wordmark({ className }: { className?: string }) {
  return (
    <span
      className={cn(
        'inline-flex items-center gap-2 font-heading text-2xl leading-none tracking-wide',
        className,
      )}
    >
      <Mark className="size-6" />
      RevOps
    </span>
  )
}
