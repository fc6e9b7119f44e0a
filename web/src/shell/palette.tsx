import { Command } from 'cmdk'
import {
  CarFront,
  CircleHelp,
  DoorOpen,
  ListTree,
  Plus,
  Search,
  Settings,
  UserRound,
  Users,
  Warehouse,
  Wrench,
} from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { type ReactNode, useState } from 'react'
import { useNavigate } from 'react-router'
import { Money } from '@/components/money'
import { StatusBadge } from '@/components/status-badge'
import { useFormats } from '@/domain/formats'
import { can, type Permission } from '@/domain/permissions'
import { shownPhone } from '@/domain/phone'
import { useMe } from '@/domain/session'
import { vehicleWords } from '@/features/customers/vehicle-line'
import { useDebounced } from '@/lib/use-debounced'
import { placesOf } from './places'
import { useFound } from './use-found'

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
const item =
  'flex min-h-11 cursor-pointer select-none items-center gap-3 px-4 text-sm data-[selected=true]:bg-raised [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted'

/** Search and actions from anywhere: jobs, customers, vehicles, members, and every place of the app. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const me = useMe()
  const may = (permission: Permission) => can(me, permission)
  const canReadJobs = may('jobs:read')
  const canManage = may('workshop:manage')
  const canCreate = may('jobs:create')
  const canReadFigures = may('analytics:read')
  const { day } = useFormats()
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const wanted = useDebounced(text.trim(), 120)
  const found = useFound(wanted)
  const go = (to: string) => {
    onClose()
    navigate(to)
  }
  const typed = text.trim().toLowerCase()
  const matches = (label: string) => label.toLowerCase().includes(typed)
  const settings = typed.length < 2 ? [] : canManage ? [...OWN_SETTINGS, ...WORKSHOP_SETTINGS] : OWN_SETTINGS
  const actions: { label: string; to: string; icon: ReactNode }[] = [
    ...(canCreate ? [{ label: 'New job', to: '/jobs/new', icon: <Plus /> }] : []),
    ...placesOf(may).flatMap(({ to, label, icon: Icon, pages }) =>
      pages
        ? pages.map((page) => ({ label: `${label}: ${page.label}`, to: page.to, icon: <Icon /> }))
        : [{ label, to, icon: <Icon /> }],
    ),
    ...(canReadJobs
      ? [
          { label: 'Board', to: '/jobs?view=board', icon: <Wrench /> },
          { label: 'Jobs with money outstanding', to: '/jobs?outstanding=true', icon: <Wrench /> },
        ]
      : []),
    ...(canReadFigures
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
    ...(canManage ? [] : [{ label: 'Settings', to: '/settings', icon: <Settings /> }]),
    ...settings.map((setting) => ({ ...setting, icon: <Settings /> })),
  ].filter((action) => matches('words' in action ? `${action.label} ${action.words}` : action.label))
  const { jobs, customers, vehicles, members, isSearching } = found
  const count = jobs.length + customers.length + vehicles.length + members.length + actions.length
  const isEmpty = count === 0 && !isSearching && text.trim() === wanted
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-50 bg-black/60" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed inset-x-0 top-0 z-50 border-b bg-card focus:outline-none sm:inset-x-auto sm:top-[12vh] sm:left-1/2 sm:w-full sm:max-w-xl sm:-translate-x-1/2 sm:border"
        >
          <Radix.Title className="sr-only">Search and actions</Radix.Title>
          <Command shouldFilter={false} label="Search and actions">
            <div className="flex items-center gap-3 border-b px-4">
              <Search className="size-4 shrink-0 text-muted" aria-hidden />
              <Command.Input
                value={text}
                onValueChange={setText}
                placeholder={canReadJobs ? 'Name, plate, phone, job or bill' : 'Find a page'}
                className="h-14 w-full bg-transparent text-base outline-none placeholder:text-muted"
              />
            </div>
            <Command.List className="max-h-[60dvh] overflow-y-auto py-1">
              {isEmpty && (
                <p className="px-4 py-8 text-center text-muted text-sm">Nothing found for “{text.trim()}”.</p>
              )}
              {jobs.length > 0 && (
                <Found heading="Jobs">
                  {jobs.map((job) => (
                    <Command.Item
                      key={job.id}
                      value={job.id}
                      onSelect={() => go(`/jobs/${job.id}`)}
                      className={item}
                    >
                      <span className="min-w-0 flex-1 py-1.5">
                        <span className="flex items-baseline gap-2">
                          <span className="figure shrink-0 font-medium">{job.vehicle_number}</span>
                          <span className="min-w-0 break-words">{job.customer_name}</span>
                        </span>
                        <span className="flex flex-wrap items-center gap-x-2 text-muted text-xs">
                          {job.number !== null && <span className="figure">Job {job.number}</span>}
                          <span>{job.car_model}</span>
                          <span>{day(job.created_at)}</span>
                          <StatusBadge status={job.status} isCancelled={Boolean(job.cancelled_at)} />
                        </span>
                      </span>
                      {job.remaining_amount > 0 && <Money amount={job.remaining_amount} tone="risk" />}
                    </Command.Item>
                  ))}
                </Found>
              )}
              {customers.length > 0 && (
                <Found heading="Customers">
                  {customers.map(({ id, name, phones, outstanding_amount: outstanding }) => (
                    <Command.Item
                      key={id}
                      value={`customer ${id}`}
                      onSelect={() => go(`/customers/${id}`)}
                      className={item}
                    >
                      <UserRound />
                      <span className="min-w-0 flex-1 py-1.5">
                        <span className="block break-words">{name}</span>
                        <span className="figure block text-muted text-xs">
                          {phones.map(shownPhone).join(', ')}
                        </span>
                      </span>
                      {outstanding > 0 && <Money amount={outstanding} tone="risk" />}
                    </Command.Item>
                  ))}
                </Found>
              )}
              {vehicles.length > 0 && (
                <Found heading="Vehicles">
                  {vehicles.map((vehicle) => (
                    <Command.Item
                      key={vehicle.id}
                      value={`vehicle ${vehicle.id}`}
                      onSelect={() => go(`/vehicles/${vehicle.id}`)}
                      className={item}
                    >
                      <CarFront />
                      <span className="min-w-0 flex-1 py-1.5">
                        <span className="figure block">{vehicle.vehicle_number}</span>
                        <span className="block break-words text-muted text-xs">
                          {[vehicleWords(vehicle), vehicle.keeper.name].filter(Boolean).join(' · ')}
                        </span>
                      </span>
                    </Command.Item>
                  ))}
                </Found>
              )}
              {members.length > 0 && (
                <Found heading="Members">
                  {members.map(({ id, user }) => (
                    <Command.Item key={id} value={id} onSelect={() => go(`/team/${id}`)} className={item}>
                      <Users />
                      {user.name}
                    </Command.Item>
                  ))}
                </Found>
              )}
              {actions.length > 0 && (
                <Found heading="Go to">
                  {actions.map((action) => (
                    <Command.Item
                      key={action.label}
                      value={action.label}
                      onSelect={() => go(action.to)}
                      className={item}
                    >
                      {action.icon}
                      {action.label}
                    </Command.Item>
                  ))}
                </Found>
              )}
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

function Found({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group heading={<span className="label-caps block px-4 py-1.5">{heading}</span>}>
      {children}
    </Command.Group>
  )
}
