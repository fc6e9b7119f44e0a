import type { Schemas } from '@/api/client'
import { useMe } from './session'

/** One thing that a person may be allowed to do in a garage, by the server's name of it. */
export type Permission = Schemas['Permission']

interface Allowed {
  permissions: readonly Permission[]
}

/** Says whether somebody may do something: in the garage that is worked in, or in another of one's own. */
export function can({ permissions }: Allowed, permission: Permission): boolean {
  return permissions.includes(permission)
}

/** Says whether somebody runs the garage: such a member has all rights, and nothing to be said beyond them. */
export function runsGarage(of: Allowed): boolean {
  return can(of, 'workshop:manage')
}

/** Says whether whoever is signed in may do something. */
export function useCan(permission: Permission): boolean {
  return can(useMe(), permission)
}

/** Says whether whoever is signed in sees what everybody does, not their own work only. */
export function useSeesAll(): boolean {
  return useMe().sees === 'all'
}

/** What somebody is in a garage, in words. */
export const ROLES: Record<Schemas['Role'], string> = {
  owner: 'Owner',
  manager: 'Manager',
  accountant: 'Accountant',
  cashier: 'Cashier',
  technician: 'Technician',
  gate: 'Gate',
}
