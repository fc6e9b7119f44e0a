import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { fewJobsQuery } from '@/domain/jobs'
import { managersQuery } from '@/domain/managers'
import { can, type Permission } from '@/domain/permissions'
import { useMe } from '@/domain/session'
import { fewCustomersQuery } from '@/features/customers/queries'
import { fewVehiclesQuery } from '@/features/vehicles/queries'

const SHOWN = 8
// Of people and cars fewer: each leads to all its jobs.
const SHOWN_RECORDS = 4
const LEAST = 2

/** What a search finds: jobs, customers, vehicles and members, of what whoever searches may see. */
export function useFound(wanted: string) {
  const me = useMe()
  const may = (permission: Permission) => can(me, permission)
  const isEnough = wanted.length >= LEAST
  const jobs = useQuery({
    ...fewJobsQuery({ q: wanted, limit: SHOWN }),
    enabled: may('jobs:read') && isEnough,
    placeholderData: keepPreviousData,
  })
  // A job that is asked for by its number stands first, before plates and phones with these digits.
  const isNumber = /^\d{1,6}$/.test(wanted)
  const numbered = useQuery({
    ...fewJobsQuery({ q: `#${wanted}`, limit: 1 }),
    enabled: may('jobs:read') && isNumber,
  })
  const customers = useQuery({
    ...fewCustomersQuery(wanted, SHOWN_RECORDS),
    enabled: may('customers:read') && isEnough,
    placeholderData: keepPreviousData,
  })
  const vehicles = useQuery({
    ...fewVehiclesQuery(wanted, SHOWN_RECORDS),
    enabled: may('vehicles:read') && isEnough,
    placeholderData: keepPreviousData,
  })
  const team = useQuery({ ...managersQuery, enabled: may('members:manage') && isEnough })
  const exact = isNumber ? (numbered.data ?? []) : []
  const others = isEnough ? (jobs.data ?? []) : []
  const typed = wanted.toLowerCase()
  return {
    jobs: [...exact, ...others.filter(({ id }) => id !== exact[0]?.id)],
    customers: isEnough ? (customers.data ?? []) : [],
    vehicles: isEnough ? (vehicles.data ?? []) : [],
    members: isEnough
      ? (team.data ?? []).filter(({ user }) => user.name.toLowerCase().includes(typed)).slice(0, SHOWN)
      : [],
    isSearching: [jobs, customers, vehicles].some(({ isFetching }) => isFetching),
  }
}
