import { type User, useMe } from './session'

/** One thing that a person may be allowed to do, by the server's name of it. */
export type Permission =
  | 'workshop:manage'
  | 'managers:manage'
  | 'jobs:create'
  | 'jobs:reopen'
  | 'jobs:close_owing'
  | 'payments:review'
  | 'settlements:review'
  | 'analytics:read'
  | 'audit:read'
  | 'my_day:read'
  | 'documents:credit'

// The only place that derives what a person may do. It says what to show; what is done, the server decides.
const GRANTS: Record<User['role'], ReadonlySet<Permission>> = {
  owner: new Set([
    'workshop:manage',
    'managers:manage',
    'jobs:reopen',
    'jobs:close_owing',
    'payments:review',
    'settlements:review',
    'analytics:read',
    'audit:read',
    'documents:credit',
  ]),
  manager: new Set(['jobs:create', 'my_day:read']),
}

/** Says whether a person may do something. */
export function can(user: User, permission: Permission): boolean {
  return GRANTS[user.role].has(permission)
}

/** Says whether whoever is signed in may do something. */
export function useCan(permission: Permission): boolean {
  return can(useMe(), permission)
}

/** Says whether whoever is signed in sees what everybody does, not their own work only. */
export function useSeesAll(): boolean {
  return useMe().role === 'owner'
}
