import { Link } from 'react-router'
import { useMe } from '@/domain/session'

/** Leads from the figures of one garage to those of all, for whoever belongs to several. */
export function AllGarages() {
  if (useMe().memberships.length < 2) return null
  return (
    <Link
      to="/garages"
      className="tap text-muted text-sm underline underline-offset-4 hover:text-foreground print:hidden"
    >
      All garages
    </Link>
  )
}
