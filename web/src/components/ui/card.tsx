import type { ComponentProps, ReactNode } from 'react'
import { cn } from '@/lib/cn'

/** A surface of its own; what lies in it is laid out by its width, not by the screen's. */
export function Card({ className, ...rest }: ComponentProps<'section'>) {
  return <section className={cn('@container border bg-card', className)} {...rest} />
}

/** The head of a card: its name, and what can be done with the whole of it. */
export function CardHead({
  title,
  note,
  children,
}: {
  title: ReactNode
  note?: ReactNode
  children?: ReactNode
}) {
  return (
    <header className="flex min-h-12 flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b px-4 py-2">
      <h2 className="text-lg leading-tight">{title}</h2>
      {note && <p className={cn('text-muted text-sm', children && 'me-auto')}>{note}</p>}
      {children}
    </header>
  )
}
