import type { Schemas } from '@/api/client'
import { type User, useMe } from './session'

/** One thing that a person may be allowed to do in a garage, by the server's name of it. */
export type Permission = Schemas['Permission']

/** Says whether a person may do something in the garage that is worked in. */
export function can(user: User, permission: Permission): boolean {
  return user.permissions.includes(permission)
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
