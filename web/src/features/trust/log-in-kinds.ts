import { KNOWN, type SomeKinds } from './kind-words'

/** What is asked about log-ins, devices, and garages that pass for this one. */
export const LOG_IN_KINDS = {
  new_device: {
    label: 'Log-in on a new device',
    says: (t) => `${t.who} logged in on a device that was never used before.`,
    fine: 'It is their own device',
    notFine: 'I do not know it',
  },
  night_log_in: {
    label: 'Log-in at night',
    says: (t) =>
      `${t.who} logged in at ${String(t.number('hour')).padStart(2, '0')}:${String(t.number('minute')).padStart(2, '0')}.`,
    ...KNOWN,
  },
  log_in_after_removal: {
    label: 'Log-in after removal',
    says: (t) => `${t.who} tried to log in after being removed, and was not let in.`,
    ...KNOWN,
  },
  confirmed_from_new_device: {
    label: 'Confirmed on a new device',
    says: (t) => `${t.amount} was confirmed in the name of ${t.who}, on a device first used within a day.`,
    fine: 'It was me',
    notFine: 'It was not me',
  },
  twin_garage: {
    label: 'Another garage with your number',
    says: ({ text }) =>
      `Another garage on this server now has your ${text('what') === 'gstin' ? 'tax number' : 'phone number'}. The log says its name. If you do not know it, your customers may be paying it.`,
    fine: 'It is one of ours',
    notFine: 'I do not know it',
  },
} satisfies SomeKinds
