import { ShieldAlert } from 'lucide-react'

/**
 * Warns whoever came by plain http from another machine, on every page. The browser itself decides: it trusts https, and
 * http of its own machine.
 */
export function PlainHttpBanner() {
  if (window.isSecureContext) return null
  return (
    <p
      role="alert"
      className="flex items-center gap-2 border-b bg-danger-tint py-2 pe-4 ps-[calc(var(--side)+1rem)] text-danger text-sm print:hidden"
    >
      <ShieldAlert className="size-4 shrink-0" aria-hidden />
      Not secure: anybody on this network can read your password and payments. Ask whoever runs the server for
      an address that begins with https.
    </p>
  )
}
