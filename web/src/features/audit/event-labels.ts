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
  const { kind, detail, user_name, actor_name, about } = event
  const sentence = HAPPENED[kind]({
    user: user_name ?? 'somebody',
    User: user_name ?? 'Somebody',
    actor: actor_name ?? 'Somebody',
    detail,
    about,
  })
  return event.times > 1 ? `${sentence}, ${event.times} times` : sentence
}

interface Words {
  /** Whom it is about, within a sentence and at its beginning. */
  user: string
  User: string
  /** Who did it, where that is somebody else. */
  actor: string
  detail: Told['detail']
  about: Told['about']
}

// Complete: a new kind of the server fails to compile until it is told here.
const HAPPENED: Record<AuditKind, (words: Words) => string> = {
  signed_in: ({ User, detail }) => {
    if (detail === 'new_device') return `${User} logged in on a new device`
    return detail === 'passkey' ? `${User} logged in with a passkey` : `${User} logged in`
  },
  login_failed: ({ User, user, detail }) => {
    if (detail === 'manager_removed') return `${User} tried to log in after being removed`
    if (detail === 'shared_phone')
      return `Failed log-in by the phone number of ${user}, which somebody else has too`
    if (detail === 'wrong_passkey') return `A passkey of ${user} was not accepted`
    return detail === 'wrong_code'
      ? `Right password but wrong code for ${user}`
      : `Wrong password for ${user}`
  },
  login_throttled: ({ user }) => `Too many tries to log in as ${user}, so more were blocked for a while`,
  refused: ({ User, detail }) =>
    `${User} tried to ${detail ? spoken(detail) : 'do something'} and was refused`,
  signed_out_everywhere: ({ User }) => `${User} logged out on all devices`,
  password_changed: ({ User }) => `${User} changed the password`,
  password_reset_issued: ({ user }) => `A password reset code for ${user} was made on the server`,
  password_reset: ({ User }) => `${User} set a new password with a reset code`,
  password_link_made: ({ user, actor }) => `${actor} made a link with which ${user} sets the password`,
  password_link_revoked: ({ user, actor }) => `${actor} cancelled the password link of ${user}`,
  password_link_used: ({ user }) => `The password of ${user} was set with a link`,
  second_factor_on: ({ User, detail }) =>
    `${User} turned two-step login on${detail === 'passkey' ? ', by passkey' : ''}`,
  second_factor_off: ({ User, user, detail }) =>
    detail === 'command_line'
      ? `Two-step login of ${user} was turned off on the server`
      : `${User} turned two-step login off`,
  recovery_code_used: ({ User }) => `${User} used a recovery code`,
  second_factor_stopped: ({ user }) =>
    `Somebody knows the password of ${user} and tried 100 wrong codes, so codes from the app no longer work. Change the password; a recovery code logs in meanwhile`,
  passkey_added: ({ User, about }) => `${User} added the passkey “${about}”`,
  passkey_removed: ({ User, about }) => `${User} removed the passkey “${about}”`,
  passkey_copied: ({ user, about }) =>
    `The passkey “${about}” of ${user} may have been copied, so it was not accepted. Remove it, and add a new one`,
  profile_changed: ({ User, about }) => `${User} changed their name, phone or e-mail: ${about}`,
  workshop_twin: ({ detail, about }) => {
    const number = detail === 'gstin' ? 'tax number' : 'phone number'
    return about
      ? `Another garage on this server, “${about}”, now has your ${number}. If you do not know it, tell whoever runs the server`
      : `Another garage on this server has the ${number} that you gave. Please check it`
  },
  customer_changed: ({ User, about }) => `${User} changed a customer${about ? `: ${about}` : ''}`,
  customers_merged: ({ User }) => `${User} merged two customers`,
  customers_parted: ({ User }) => `${User} undid the merge of two customers`,
  customer_erased: ({ User }) => `${User} erased a customer on request`,
  vehicle_changed: ({ User, about }) => `${User} changed a vehicle${about ? `: ${about}` : ''}`,
  reading_marked: ({ User }) => `${User} recorded an odometer reading that does not fit the earlier ones`,
  payment_confirmed: ({ User }) => `${User} confirmed a payment`,
  payment_rejected: ({ User }) => `${User} rejected a payment`,
  payment_cancelled: ({ User }) => `${User} cancelled a payment`,
  refund_confirmed: ({ User }) => `${User} confirmed a refund`,
  refund_rejected: ({ User }) => `${User} rejected a refund`,
  refund_cancelled: ({ User }) => `${User} cancelled a refund`,
  settlement_cancelled: ({ User }) => `${User} took a hand-over back`,
  job_cancelled: ({ User }) => `${User} cancelled a job`,
  settlement_confirmed: ({ User }) => `${User} confirmed cash as received`,
  settlement_difference: ({ User }) => `${User} booked the difference between two counts of cash`,
  settlement_reversed: ({ User }) => `${User} reversed a hand-over that was received by mistake`,
  settlement_rejected: ({ User }) => `${User} rejected cash that was handed over`,
  job_written_off: ({ User }) => `${User} wrote off what was owed on a job`,
  messages_changed: ({ User }) => `${User} changed the message settings`,
  chain_begun: ({ detail }) =>
    `This log is sealed from here on, and so are its ${detail} earlier lines, as they were found`,
  manager_joined: ({ User, detail }) => `${User} joined as ${detail ?? 'a manager'}`,
  manager_removed: ({ user, actor }) => `${actor} removed ${user}`,
  member_changed: ({ user, actor }) => `${actor} changed what ${user} may do`,
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
