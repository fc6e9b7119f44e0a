import { ChevronRight } from 'lucide-react'
import { Link, Navigate } from 'react-router'
import { PageHeader } from '@/components/page-header'
import { Card } from '@/components/ui/card'
import { can, type Permission } from '@/domain/permissions'
import { homeOf, useMe } from '@/domain/session'
import { Badge } from './badge'
import { inBar, placesOf } from './places'
import { useBadges } from './use-badges'

/** Every place that the bar of a phone has no room for. */
export function Component() {
  const me = useMe()
  const places = placesOf((permission: Permission) => can(me, permission))
  const own = inBar(places)
  const badges = useBadges()
  const others = places.filter((place) => !own.includes(place))
  // Whose places are all in the bar has no such page; the address may come from somebody else.
  if (others.length === 0) return <Navigate to={homeOf(me)} replace />
  return (
    <>
      <PageHeader title="More" />
      <Card>
        <ul className="divide-y">
          {others.map(({ to, label, icon: Icon }) => (
            <li key={to}>
              <Link to={to} className="flex min-h-14 items-center gap-3.5 px-4 hover:bg-raised">
                <Icon className="size-5 shrink-0 text-muted" aria-hidden />
                <span className="flex-1">{label}</span>
                <Badge count={badges[label]} />
                <ChevronRight className="size-4 shrink-0 text-muted" aria-hidden />
              </Link>
            </li>
          ))}
        </ul>
      </Card>
    </>
  )
}
