import type { Schemas } from '@/api/client'
import type { Permission } from '@/domain/permissions'

export type Role = Schemas['Role']
export type Sees = Schemas['Sees']
/** What is said of a member beyond the role. */
export type Terms = Omit<Schemas['MemberChange'], 'role'>

/** What somebody in a role does, in a sentence. */
export const DOES: Record<Role, string> = {
  owner: 'Does everything: members, settings, money and documents.',
  manager: 'Takes cars in, looks after their own jobs and collects payments.',
  accountant: 'Reads jobs, payments, documents and figures. Changes nothing.',
  cashier: 'Takes payments on every job and hands the cash over.',
  technician: 'Sees the work on their own cars, without any money.',
  gate: 'Writes down which cars come in and go out. Sees no job and no money.',
}

/** Each right in words; null for those that only owners have, which are not given singly. */
export const RIGHTS: Record<Permission, string | null> = {
  'workshop:manage': null,
  'members:manage': null,
  'payments:confirm_own': null,
  'workshop:read': 'See the name and address of the garage',
  'jobs:read': 'See jobs',
  'jobs:create': 'Take cars in',
  'jobs:update': 'Change jobs',
  'jobs:reopen': 'Reopen jobs',
  'jobs:close_owing': 'Close jobs that are not paid or not done',
  'jobs:hand_over': 'Hand over jobs to another member',
  'jobs:cancel': 'Cancel their own jobs',
  'jobs:cancel_any': 'Cancel any job, delivered too',
  'jobs:write_off': 'Write off what customers will never pay',
  'work:read': 'See the work on cars, without money',
  'work:update': 'Say how far the work on cars is',
  'payments:read': 'See payments',
  'payments:record': 'Record payments',
  'payments:refund': 'Refund customers',
  'payments:cancel_any': 'Cancel payments of others and confirmed ones',
  'payments:review': 'Confirm and reject payments',
  'settlements:read': 'See cash handed over',
  'settlements:submit': 'Hand over cash',
  'settlements:review': 'Receive cash from others',
  'cash:read_all': 'See everybody’s cash',
  'bank:read': 'See the bank’s statements beside the payments',
  'bank:upload': 'Upload statements of the bank',
  'analytics:read': 'See the figures of the garage and export them',
  'my_day:read': 'See their own day',
  'audit:read': 'See the log-in history',
  'customers:read': 'See customers',
  'customers:update': 'Change customers',
  'customers:merge': 'Merge customers',
  'customers:erase': 'Erase customers who ask for it',
  'vehicles:read': 'See vehicles',
  'vehicles:update': 'Change vehicles',
  'documents:read': 'See documents',
  'documents:issue': 'Issue invoices and receipts',
  'documents:credit': 'Issue credit notes',
  'messages:read': 'See messages',
  'messages:send': 'Send messages to customers',
  'words:review': 'Read what customers tell the owner, and settle it',
  'exceptions:read': 'Read the questions about what was done in the garage',
  'exceptions:answer': 'Answer these questions, and choose what is asked about',
  'photos:read': 'See photos of jobs',
  'photos:add': 'Add photos to jobs',
  'gate:record': 'Write down cars at the gate',
  'gate:read': 'See which cars the gate saw',
  'passes:issue': 'Show gate passes of cars that are paid',
  'credit:release': 'Let a car leave that is not paid',
}

/** The grants to send for what was ticked otherwise than it is. */
export function grantsOf(
  before: Record<string, boolean>,
  permissions: readonly Permission[],
  ticked: Partial<Record<Permission, boolean>>,
): Record<string, boolean> {
  const changed = Object.entries(ticked).filter(
    ([name, may]) => permissions.includes(name as Permission) !== may,
  )
  return { ...before, ...Object.fromEntries(changed) }
}
