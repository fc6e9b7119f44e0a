import { expect, it } from 'vitest'
import { readKind, tell, wasKeptOut, whence } from './event-labels'
import type { AuditEvent } from './queries'

const of = (kind: AuditEvent['kind'], more: Partial<AuditEvent> = {}) => ({
  kind,
  detail: null,
  times: 1,
  user_name: 'Arjun Naik',
  actor_name: 'Arjun Naik',
  about: null,
  ...more,
})

it.each([
  [of('signed_in'), 'Arjun Naik logged in'],
  [of('signed_in', { detail: 'passkey' }), 'Arjun Naik logged in with a passkey'],
  [of('signed_in', { detail: 'new_device' }), 'Arjun Naik logged in on a new device'],
  [of('login_failed', { detail: 'wrong_passkey' }), 'A passkey of Arjun Naik was not accepted'],
  [of('passkey_added', { about: 'Pixel' }), 'Arjun Naik added the passkey “Pixel”'],
  [of('login_failed', { detail: 'wrong_credentials', times: 3 }), 'Wrong password for Arjun Naik, 3 times'],
  [of('login_failed', { detail: 'wrong_code' }), 'Right password but wrong code for Arjun Naik'],
  [of('login_failed', { detail: 'manager_removed' }), 'Arjun Naik tried to log in after being removed'],
  [of('refused', { detail: 'confirmPayment' }), 'Arjun Naik tried to confirm payment and was refused'],
  [of('refused', { detail: 'listAuditEvents' }), 'Arjun Naik tried to see audit events and was refused'],
  [of('refused'), 'Arjun Naik tried to do something and was refused'],
  [of('manager_removed', { actor_name: 'Meera Rao' }), 'Meera Rao removed Arjun Naik'],
  [of('second_factor_off'), 'Arjun Naik turned two-step login off'],
  [
    of('second_factor_off', { detail: 'command_line' }),
    'Two-step login of Arjun Naik was turned off on the server',
  ],
  [of('signed_in', { user_name: null }), 'Somebody logged in'],
  [of('payment_confirmed'), 'Arjun Naik confirmed a payment'],
  [
    of('chain_begun', { detail: '412', user_name: null }),
    'This log is sealed from here on, and so are its 412 earlier lines, as they were found',
  ],
  [
    of('workshop_twin', { detail: 'gstin', about: 'Copy Motors' }),
    'Another garage on this server, “Copy Motors”, now has your tax number. If you do not know it, tell whoever runs the server',
  ],
  [
    of('workshop_twin', { detail: 'phone' }),
    'Another garage on this server has the phone number that you gave. Please check it',
  ],
  [
    of('profile_changed', { about: 'Neha → Neha S.' }),
    'Arjun Naik changed their name, phone or e-mail: Neha → Neha S.',
  ],
])('tells who did what: %#', (event, sentence) => {
  expect(tell(event)).toBe(sentence)
})

it('says from where, as far as it is known', () => {
  const from = { device: 'Chrome on Android', network: '203.0.113.0/24', detail: null }
  expect(whence(from)).toBe('Chrome on Android, network 203.0.113.0/24')
  expect(whence({ ...from, device: null })).toBe('Unknown device, network 203.0.113.0/24')
  expect(whence({ device: null, network: null, detail: 'command_line' })).toBe('The server itself')
})

it('marks who was kept out, and reads no kind that there is not', () => {
  expect([of('refused'), of('signed_in')].map(wasKeptOut)).toEqual([true, false])
  expect([readKind('refused'), readKind('constructor'), readKind(null)]).toEqual(['refused', null, null])
})
