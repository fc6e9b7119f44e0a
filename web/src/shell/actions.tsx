import { CarFront, CircleHelp, DoorOpen, ListTree, Plus, Settings, Warehouse, Wrench } from 'lucide-react'
import type { ReactNode } from 'react'
import { can, type Permission } from '@/domain/permissions'
import type { useMe } from '@/domain/session'
import { placesOf } from './places'

export interface Action {
  label: string
  to: string
  icon: ReactNode
  /** What else people call it. */
  words?: string
}

// The parts of the settings, and what else people call them.
const OWN_SETTINGS = [
  { label: 'Settings: theme', to: '/settings', words: 'dark light colours' },
  { label: 'Settings: your account', to: '/settings', words: 'profile name e-mail phone log out' },
  { label: 'Settings: my garages', to: '/settings', words: 'join code another garage workshop branch' },
  { label: 'Settings: password', to: '/settings', words: 'change password' },
  { label: 'Settings: passkeys', to: '/settings#passkeys', words: 'passkey fingerprint face login' },
]
const WORKSHOP_SETTINGS = [
  { label: 'Settings: workshop', to: '/settings', words: 'name address phone gstin time zone currency' },
  { label: 'Settings: billing', to: '/settings', words: 'tax gst upi invoice prefix logo terms bill number' },
  { label: 'Settings: two-step login', to: '/settings', words: 'two-step 2fa code app recovery' },
  { label: 'Invite a member', to: '/team', words: 'team staff code' },
]

/** The places and actions for whoever is logged in that match what is typed. */
export function actionsOf(me: ReturnType<typeof useMe>, text: string): Action[] {
  const typed = text.trim().toLowerCase()
  const settings =
    typed.length < 2
      ? []
      : can(me, 'workshop:manage')
        ? [...OWN_SETTINGS, ...WORKSHOP_SETTINGS]
        : OWN_SETTINGS
  return [...allOf(me), ...settings.map((setting) => ({ ...setting, icon: <Settings /> }))].filter(
    ({ label, words = '' }) => `${label} ${words}`.toLowerCase().includes(typed),
  )
}

function allOf(me: ReturnType<typeof useMe>): Action[] {
  const may = (permission: Permission) => can(me, permission)
  return [
    ...(may('jobs:create') ? [{ label: 'New job', to: '/jobs/new', icon: <Plus /> }] : []),
    ...placesOf(may).flatMap(({ to, label, icon: Icon, pages }) =>
      pages
        ? pages.map((page) => ({ label: `${label}: ${page.label}`, to: page.to, icon: <Icon /> }))
        : [{ label, to, icon: <Icon /> }],
    ),
    ...(may('jobs:read')
      ? [
          { label: 'Board', to: '/jobs?view=board', icon: <Wrench /> },
          { label: 'Jobs with money outstanding', to: '/jobs?outstanding=true', icon: <Wrench /> },
        ]
      : []),
    ...(may('analytics:read')
      ? [{ label: 'How the figures are made up', to: '/checks/entries', icon: <ListTree /> }]
      : []),
    ...(may('vehicles:read') && may('customers:read')
      ? [{ label: 'Vehicles', to: '/vehicles', icon: <CarFront /> }]
      : []),
    ...(may('exceptions:read')
      ? [
          { label: 'Questions for you', to: '/trust', icon: <CircleHelp /> },
          { label: 'What you are asked about', to: '/trust/settings', icon: <CircleHelp /> },
        ]
      : []),
    ...(may('audit:read') ? [{ label: 'Log-in history', to: '/checks/log-ins', icon: <DoorOpen /> }] : []),
    ...(me.memberships.length > 1 ? [{ label: 'All garages', to: '/garages', icon: <Warehouse /> }] : []),
    ...(may('workshop:manage') ? [] : [{ label: 'Settings', to: '/settings', icon: <Settings /> }]),
  ]
}
