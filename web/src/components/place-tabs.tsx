import { NavLink } from 'react-router'
import type { Permission } from '@/domain/permissions'
import { checksTabs, moneyTabs } from '@/domain/places'
import { useMe } from '@/domain/session'
import { cn } from '@/lib/cn'

const PLACES = { Money: moneyTabs, Checks: checksTabs }

/** The pages of a place side by side, one press each; nothing where there is only one. */
export function PlaceTabs({ of }: { of: keyof typeof PLACES }) {
  const { permissions } = useMe()
  const tabs = PLACES[of]((permission: Permission) => permissions.includes(permission))
  if (tabs.length < 2) return null
  return (
    <nav
      aria-label={of}
      className={cn(
        'mb-4 flex flex-wrap border-b print:hidden md:mb-5',
        // As many as do not fit beside each other stand below each other.
        tabs.length > 5 && 'max-sm:grid max-sm:grid-cols-3',
      )}
    >
      {tabs.map(({ to, label }) => (
        <NavLink
          key={to}
          to={to}
          end
          className={({ isActive }) =>
            cn(
              '-mb-px flex min-h-11 min-w-11 items-center justify-center whitespace-nowrap border-transparent border-b-2 px-2 text-sm max-sm:flex-auto sm:px-3.5 fine:min-h-9',
              isActive
                ? 'border-primary font-medium text-foreground'
                : 'text-muted hover:border-input hover:text-foreground',
            )
          }
        >
          {label}
        </NavLink>
      ))}
    </nav>
  )
}
