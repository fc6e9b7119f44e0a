import {
  CalendarCheck,
  CarFront,
  ChartColumn,
  type LucideIcon,
  MessageSquare,
  ScanLine,
  Settings,
  ShieldCheck,
  UserRound,
  Users,
  Wallet,
  Wrench,
} from 'lucide-react'
import type { Permission } from '@/domain/permissions'
import { hasToday, moneyTabs } from '@/domain/places'

export interface Place {
  to: string
  label: string
  icon: LucideIcon
  /** Under which heading it stands where there is room for headings. */
  section?: 'Work' | 'Money' | 'Control'
  /** Other addresses of the same place. */
  also?: readonly string[]
  /** The pages of the place, for where each has a line of its own. */
  pages?: readonly { to: string; label: string }[]
}

type May = (permission: Permission) => boolean

/** The places of the app for whom they are, in their order. */
export function placesOf(may: May): Place[] {
  const [money] = moneyTabs(may)
  return [
    ...(hasToday(may) ? [{ to: '/today', label: 'Today', icon: CalendarCheck }] : []),
    // Jobs without money are for who sees no others.
    ...(may('jobs:read')
      ? [{ to: '/jobs', label: 'Jobs', icon: Wrench, section: 'Work' as const }]
      : may('work:read')
        ? [
            { to: '/work', label: 'My work', icon: Wrench },
            { to: '/scan', label: 'Scan', icon: ScanLine },
          ]
        : []),
    ...(may('customers:read')
      ? [
          {
            to: '/customers',
            label: 'Customers',
            icon: UserRound,
            section: 'Work' as const,
            also: ['/vehicles', '/follow-up'],
          },
        ]
      : may('vehicles:read')
        ? [{ to: '/vehicles', label: 'Vehicles', icon: CarFront, section: 'Work' as const }]
        : []),
    ...(may('messages:read')
      ? [{ to: '/messages', label: 'Messages', icon: MessageSquare, section: 'Work' as const }]
      : []),
    ...(money
      ? [
          {
            to: money.to,
            label: 'Money',
            icon: Wallet,
            section: 'Money' as const,
            also: ['/money'],
            pages: moneyTabs(may),
          },
        ]
      : []),
    ...(may('audit:read')
      ? [
          {
            to: '/checks',
            label: 'Checks',
            icon: ShieldCheck,
            section: 'Control' as const,
            also: ['/trust'],
          },
        ]
      : []),
    ...(may('analytics:read')
      ? [{ to: '/reports', label: 'Reports', icon: ChartColumn, section: 'Control' as const }]
      : []),
    ...(may('members:manage')
      ? [{ to: '/team', label: 'Team', icon: Users, section: 'Control' as const }]
      : []),
    ...(may('workshop:manage') ? [{ to: '/settings', label: 'Settings', icon: Settings }] : []),
  ]
}

/** What stands in the bar of a phone beside the new job and "More": where one is all day. */
export function inBar(places: readonly Place[]): Place[] {
  const wanted = ['Today', 'Jobs', 'My work', 'Scan', 'Money']
  // Whoever has no Today begins with the figures.
  if (!places.some(({ label }) => label === 'Today')) wanted.unshift('Reports')
  return wanted.flatMap((label) => places.filter((place) => place.label === label))
}

/** Says whether a place is written in every language. */
export function isWritten({ to }: Pick<Place, 'to'>): boolean {
  return to === '/work' || to === '/scan'
}

/** Says whether an address belongs to a place. */
export function isAt(place: Place, pathname: string): boolean {
  return [place.to, ...(place.also ?? [])].some(
    (path) => pathname === path || pathname.startsWith(`${path}/`),
  )
}
