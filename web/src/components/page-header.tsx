import { ChevronLeft } from 'lucide-react'
import { type ReactNode, useEffect } from 'react'
import { Link } from 'react-router'
import { cn } from '@/lib/cn'
import { useWayBack } from '@/lib/trail'

interface PageHeaderProps {
  title: string
  /** What the browser's tab says, when the title alone says too little. */
  tab?: string
  note?: ReactNode
  back?: { to: string; label: string }
  /** The actions take a row of their own on a phone. */
  stacked?: boolean
  /** What stays beside the title on a phone, when the actions have a row of their own. */
  aside?: ReactNode
  children?: ReactNode
}

/** Leads to the list that one came from, as it was left. */
export function BackLink({ to, label }: { to: string; label: string }) {
  return (
    <Link
      {...useWayBack(to)}
      className="-ml-1 mb-1 print:hidden inline-flex min-h-11 fine:min-h-8 items-center gap-0.5 text-muted text-sm hover:text-foreground"
    >
      <ChevronLeft className="size-4" aria-hidden />
      {label}
    </Link>
  )
}

/** The top of a page: where one is, and its main action. */
export function PageHeader({ title, tab, note, back, stacked, aside, children }: PageHeaderProps) {
  useEffect(() => {
    document.title = `${tab ?? title} · RevOps`
  }, [tab, title])
  return (
    <header className="mb-4 flex flex-wrap items-end justify-between gap-x-6 gap-y-3 md:mb-6">
      <div className="min-w-0">
        {back && <BackLink {...back} />}
        <h1 className="text-balance text-3xl leading-tight md:text-4xl md:leading-tight">{title}</h1>
        {note && <div className="mt-1.5 text-muted text-sm">{note}</div>}
      </div>
      {aside && <div className="md:order-last md:-ml-4">{aside}</div>}
      {children && (
        <div
          className={cn(
            'flex flex-wrap items-center gap-2',
            stacked && 'w-full md:w-auto',
            aside && 'md:ml-auto',
          )}
        >
          {children}
        </div>
      )}
    </header>
  )
}
