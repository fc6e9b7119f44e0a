import { CircleAlert, type LucideIcon, WifiOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { NetworkFailure, Problem, sentence } from '@/api/problem'
import { cn } from '@/lib/cn'
import { COMMON } from '@/lib/common-words'
import { useWords } from '@/lib/words'
import { Button } from './ui/button'

interface EmptyStateProps {
  icon: LucideIcon
  title: string
  /** What to do next. */
  children?: ReactNode
  action?: ReactNode
  className?: string
}

/** Nothing here yet, and what to do about it. */
export function EmptyState({ icon: Icon, title, children, action, className }: EmptyStateProps) {
  return (
    <div className={cn('flex flex-col items-center px-6 py-12 text-center', className)}>
      <Icon className="mb-3 size-7 text-muted" strokeWidth={1.5} aria-hidden />
      <p className="font-medium">{title}</p>
      {children && <p className="mt-1 max-w-sm text-muted text-sm">{children}</p>}
      {action && <div className="mt-4">{action}</div>}
    </div>
  )
}

/** What went wrong, and another try. */
export function ErrorState({
  error,
  onRetry,
  className,
}: {
  error: unknown
  onRetry?: () => void
  className?: string
}) {
  const words = useWords(COMMON)
  const Icon = error instanceof NetworkFailure ? WifiOff : CircleAlert
  const requestId = error instanceof Problem && error.status >= 500 ? error.requestId : null
  return (
    <div role="alert" className={cn('flex flex-col items-center px-6 py-12 text-center', className)}>
      <Icon className="mb-3 size-7 text-danger" strokeWidth={1.5} aria-hidden />
      <p className="max-w-sm text-sm">{sentence(error)}</p>
      {requestId && <p className="mt-1 font-mono text-2xs text-muted">{words.reference(requestId)}</p>}
      {onRetry && (
        <Button className="mt-4" variant="outline" onClick={onRetry}>
          {words.tryAgain}
        </Button>
      )}
    </div>
  )
}
