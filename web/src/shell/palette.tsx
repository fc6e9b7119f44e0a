import { Command } from 'cmdk'
import { Search } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { can } from '@/domain/permissions'
import { useMe } from '@/domain/session'
import { useDebounced } from '@/lib/use-debounced'
import { actionsOf } from './actions'
import { Actions, FoundCustomers, FoundJobs, FoundMembers, FoundVehicles } from './palette-groups'
import { useFound } from './use-found'

/** Search and actions from anywhere: jobs, customers, vehicles, members, and every place of the app. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const me = useMe()
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const wanted = useDebounced(text.trim(), 120)
  const found = useFound(wanted)
  const go = (to: string) => {
    onClose()
    navigate(to)
  }
  const actions = actionsOf(me, text)
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
                placeholder={can(me, 'jobs:read') ? 'Name, plate, phone, job or bill' : 'Find a page'}
                className="h-14 w-full bg-transparent text-base outline-none placeholder:text-muted"
              />
            </div>
            <Command.List className="max-h-[60dvh] overflow-y-auto py-1">
              {isEmpty && (
                <p className="px-4 py-8 text-center text-muted text-sm">Nothing found for “{text.trim()}”.</p>
              )}
              <FoundJobs jobs={jobs} onGo={go} />
              <FoundCustomers customers={customers} onGo={go} />
              <FoundVehicles vehicles={vehicles} onGo={go} />
              <FoundMembers members={members} onGo={go} />
              <Actions actions={actions} onGo={go} />
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
