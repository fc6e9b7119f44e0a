import type { AuditEvent, AuditKind } from './queries'

// A full record: a new kind of the server fails to compile until it is named here.
export const KINDS: Record<AuditKind, string> = {
  signed_in: 'Logged in',
  login_failed: 'Failed to log in',
  login_throttled: 'Too many tries',
  refused: 'Refused',
  signed_out_everywhere: 'Logged out everywhere',
  password_changed: 'Password changed',
  password_reset_issued: 'Reset code made',
  password_reset: 'Password reset',
  password_link_made: 'Password link made',
  password_link_revoked: 'Password link cancelled',
  password_link_used: 'Password set by link',
  second_factor_on: 'Two-step login turned on',
  second_factor_off: 'Two-step login turned off',
  recovery_code_used: 'Recovery code used',
  second_factor_stopped: 'Codes stopped',
  passkey_added: 'Passkey added',
  passkey_removed: 'Passkey removed',
  passkey_copied: 'Passkey may be copied',
  profile_changed: 'Name, phone or e-mail changed',
  manager_joined: 'Manager joined',
  manager_removed: 'Manager removed',
  member_changed: 'Role or rights changed',
  workshop_twin: 'Same number elsewhere',
  customer_changed: 'Customer changed',
  customers_merged: 'Customers merged',
  customers_parted: 'Merge undone',
  customer_erased: 'Customer erased',
  vehicle_changed: 'Vehicle changed',
  reading_marked: 'Odd odometer reading',
  payment_confirmed: 'Payment confirmed',
  payment_rejected: 'Payment rejected',
  payment_cancelled: 'Payment cancelled',
  refund_confirmed: 'Refund confirmed',
  refund_rejected: 'Refund rejected',
  refund_cancelled: 'Refund cancelled',
  settlement_confirmed: 'Cash received',
  settlement_rejected: 'Cash rejected',
  settlement_cancelled: 'Hand-over taken back',
  settlement_difference: 'Cash difference booked',
  settlement_reversed: 'Hand-over reversed',
  job_cancelled: 'Job cancelled',
  job_written_off: 'Money written off',
  messages_changed: 'Message settings changed',
  chain_begun: 'Log sealed',
}

const NOT_LET_IN: readonly AuditKind[] = [
  'login_failed',
  'login_throttled',
  'refused',
  'second_factor_stopped',
  'passkey_copied',
  'workshop_twin',
]

/** Whether somebody was kept out, so that the owner may want to ask who it was. */
export function wasKeptOut({ kind }: Pick<AuditEvent, 'kind'>): boolean {
  return NOT_LET_IN.includes(kind)
}

type Told = Pick<AuditEvent, 'kind' | 'detail' | 'times' | 'user_name' | 'actor_name' | 'about'>

/** Says in one plain sentence who did what. */
export function tell(event: Told): string {
  const sentence = happened(event)
  return event.times > 1 ? `${sentence}, ${event.times} times` : sentence
}

function happened({ kind, detail, user_name, actor_name, about }: Told): string {
  const user = user_name ?? 'somebody'
  const User = user_name ?? 'Somebody'
  const isByServer = detail === 'command_line'
  switch (kind) {
    case 'signed_in':
      if (detail === 'new_device') return `${User} logged in on a new device`
      return detail === 'passkey' ? `${User} logged in with a passkey` : `${User} logged in`
    case 'login_failed':
      if (detail === 'manager_removed') return `${User} tried to log in after being removed`
      if (detail === 'shared_phone')
        return `Failed log-in by the phone number of ${user}, which somebody else has too`
      if (detail === 'wrong_passkey') return `A passkey of ${user} was not accepted`
      return detail === 'wrong_code'
        ? `Right password but wrong code for ${user}`
        : `Wrong password for ${user}`
    case 'login_throttled':
      return `Too many tries to log in as ${user}, so more were blocked for a while`
    case 'refused':
      return `${User} tried to ${detail ? spoken(detail) : 'do something'} and was refused`
    case 'signed_out_everywhere':
      return `${User} logged out on all devices`
    case 'password_changed':
      return `${User} changed the password`
    case 'password_reset_issued':
      return `A password reset code for ${user} was made on the server`
    case 'password_reset':
      return `${User} set a new password with a reset code`
    case 'password_link_made':
      return `${actor_name ?? 'Somebody'} made a link with which ${user} sets the password`
    case 'password_link_revoked':
      return `${actor_name ?? 'Somebody'} cancelled the password link of ${user}`
    case 'password_link_used':
      return `The password of ${user} was set with a link`
    case 'second_factor_on':
      return `${User} turned two-step login on${detail === 'passkey' ? ', by passkey' : ''}`
    case 'second_factor_off':
      return isByServer
        ? `Two-step login of ${user} was turned off on the server`
        : `${User} turned two-step login off`
    case 'recovery_code_used':
      return `${User} used a recovery code`
    case 'second_factor_stopped':
      return `Somebody knows the password of ${user} and tried 100 wrong codes, so codes from the app no longer work. Change the password; a recovery code logs in meanwhile`
    case 'passkey_added':
      return `${User} added the passkey “${about}”`
    case 'passkey_removed':
      return `${User} removed the passkey “${about}”`
    case 'passkey_copied':
      return `The passkey “${about}” of ${user} may have been copied, so it was not accepted. Remove it, and add a new one`
    case 'profile_changed':
      return `${User} changed their name, phone or e-mail: ${about}`
    case 'workshop_twin': {
      const number = detail === 'gstin' ? 'tax number' : 'phone number'
      return about
        ? `Another garage on this server, “${about}”, now has your ${number}. If you do not know it, tell whoever runs the server`
        : `Another garage on this server has the ${number} that you gave. Please check it`
    }
    case 'customer_changed':
      return `${User} changed a customer${about ? `: ${about}` : ''}`
    case 'customers_merged':
      return `${User} merged two customers`
    case 'customers_parted':
      return `${User} undid the merge of two customers`
    case 'customer_erased':
      return `${User} erased a customer on request`
    case 'vehicle_changed':
      return `${User} changed a vehicle${about ? `: ${about}` : ''}`
    case 'reading_marked':
      return `${User} recorded an odometer reading that does not fit the earlier ones`
    case 'payment_confirmed':
      return `${User} confirmed a payment`
    case 'payment_rejected':
      return `${User} rejected a payment`
    case 'payment_cancelled':
      return `${User} cancelled a payment`
    case 'refund_confirmed':
      return `${User} confirmed a refund`
    case 'refund_rejected':
      return `${User} rejected a refund`
    case 'refund_cancelled':
      return `${User} cancelled a refund`
    case 'settlement_cancelled':
      return `${User} took a hand-over back`
    case 'job_cancelled':
      return `${User} cancelled a job`
    case 'settlement_confirmed':
      return `${User} confirmed cash as received`
    case 'settlement_difference':
      return `${User} booked the difference between two counts of cash`
    case 'settlement_reversed':
      return `${User} reversed a hand-over that was received by mistake`
    case 'settlement_rejected':
      return `${User} rejected cash that was handed over`
    case 'job_written_off':
      return `${User} wrote off what was owed on a job`
    case 'messages_changed':
      return `${User} changed the message settings`
    case 'chain_begun':
      return `This log is sealed from here on, and so are its ${detail} earlier lines, as they were found`
    case 'manager_joined':
      return `${User} joined as ${detail ?? 'a manager'}`
    case 'manager_removed':
      return `${actor_name ?? 'Somebody'} removed ${user}`
    case 'member_changed':
      return `${actor_name ?? 'Somebody'} changed what ${user} may do`
  }
}

/** An operation of the server in words: `confirmPayment` is to confirm payment, `listManagers` to see managers. */
function spoken(operation: string): string {
  const words = operation.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return words.replace(/^(get|list) (my )?/, 'see ')
}

/** From where: the device, and the network it was in. */
export function whence({ device, network, detail }: Pick<AuditEvent, 'device' | 'network' | 'detail'>) {
  if (detail === 'command_line') return 'The server itself'
  return [device ?? 'Unknown device', network && `network ${network}`].filter(Boolean).join(', ')
}

export function readKind(text: string | null): AuditKind | null {
  return text !== null && Object.hasOwn(KINDS, text) ? (text as AuditKind) : null
}
