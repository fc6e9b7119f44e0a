import { cn } from '@/lib/cn'

/** How much waits in a place; nothing for none. */
export function Badge({ count = 0, className }: { count?: number; className?: string }) {
  if (count === 0) return null
  return (
    <span
      className={cn(
        'figure inline-flex h-4.5 min-w-4.5 items-center justify-center bg-primary px-1 font-medium text-[0.6875rem] text-on-primary leading-none',
        className,
      )}
    >
      {count > 99 ? '99+' : count}
      <span className="sr-only"> waiting</span>
    </span>
  )
}
