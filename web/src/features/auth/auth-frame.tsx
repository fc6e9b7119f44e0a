import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Wordmark } from '@/components/wordmark'

/** The narrow page for visitors: the name, one form, and where else to go. */
export function AuthFrame({
  title,
  note,
  children,
  footer,
}: {
  title: string
  note?: ReactNode
  children: ReactNode
  footer?: ReactNode
}) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col px-5 pt-8 pb-10 sm:justify-center sm:pt-10">
      <title>{`${title} · RevOps`}</title>
      <Link to="/" className="mb-8 inline-flex min-h-11 items-center self-start">
        <Wordmark />
      </Link>
      <h1 className="text-4xl leading-none">{title}</h1>
      {note && <p className="mt-2 text-muted text-sm">{note}</p>}
      <div className="mt-6">{children}</div>
      {footer && <p className="mt-6 text-muted text-sm">{footer}</p>}
    </main>
  )
}

/** A link in running text, with room for a finger. */
export function TextLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Link to={to} className="tap text-foreground underline underline-offset-4">
      {children}
    </Link>
  )
}
