import { Command } from 'cmdk'
import { CarFront, UserRound, Users } from 'lucide-react'
import type { ReactNode } from 'react'
import { Money } from '@/components/money'
import { StatusBadge } from '@/components/status-badge'
import { useFormats } from '@/domain/formats'
import { shownPhone } from '@/domain/phone'
import { vehicleWords } from '@/features/customers/vehicle-line'
import type { Action } from './actions'
import type { useFound } from './use-found'

type FoundOf<Kind extends keyof ReturnType<typeof useFound>> = ReturnType<typeof useFound>[Kind]

interface Going {
  onGo: (to: string) => void
}

const item =
  'flex min-h-11 cursor-pointer select-none items-center gap-3 px-4 text-sm data-[selected=true]:bg-raised [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted'

export function FoundJobs({ jobs, onGo }: { jobs: FoundOf<'jobs'> } & Going) {
  const { day } = useFormats()
  if (jobs.length === 0) return null
  return (
    <Found heading="Jobs">
      {jobs.map((job) => (
        <Command.Item key={job.id} value={job.id} onSelect={() => onGo(`/jobs/${job.id}`)} className={item}>
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
  )
}

export function FoundCustomers({ customers, onGo }: { customers: FoundOf<'customers'> } & Going) {
  if (customers.length === 0) return null
  return (
    <Found heading="Customers">
      {customers.map(({ id, name, phones, outstanding_amount: outstanding }) => (
        <Command.Item
          key={id}
          value={`customer ${id}`}
          onSelect={() => onGo(`/customers/${id}`)}
          className={item}
        >
          <UserRound />
          <span className="min-w-0 flex-1 py-1.5">
            <span className="block break-words">{name}</span>
            <span className="figure block text-muted text-xs">{phones.map(shownPhone).join(', ')}</span>
          </span>
          {outstanding > 0 && <Money amount={outstanding} tone="risk" />}
        </Command.Item>
      ))}
    </Found>
  )
}

export function FoundVehicles({ vehicles, onGo }: { vehicles: FoundOf<'vehicles'> } & Going) {
  if (vehicles.length === 0) return null
  return (
    <Found heading="Vehicles">
      {vehicles.map((vehicle) => (
        <Command.Item
          key={vehicle.id}
          value={`vehicle ${vehicle.id}`}
          onSelect={() => onGo(`/vehicles/${vehicle.id}`)}
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
  )
}

export function FoundMembers({ members, onGo }: { members: FoundOf<'members'> } & Going) {
  if (members.length === 0) return null
  return (
    <Found heading="Members">
      {members.map(({ id, user }) => (
        <Command.Item key={id} value={id} onSelect={() => onGo(`/team/${id}`)} className={item}>
          <Users />
          {user.name}
        </Command.Item>
      ))}
    </Found>
  )
}

export function Actions({ actions, onGo }: { actions: Action[] } & Going) {
  if (actions.length === 0) return null
  return (
    <Found heading="Go to">
      {actions.map((action) => (
        <Command.Item
          key={action.label}
          value={action.label}
          onSelect={() => onGo(action.to)}
          className={item}
        >
          {action.icon}
          {action.label}
        </Command.Item>
      ))}
    </Found>
  )
}

function Found({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group heading={<span className="label-caps block px-4 py-1.5">{heading}</span>}>
      {children}
    </Command.Group>
  )
}
