import { counted } from '@/lib/counted'
import { KNOWN, type SomeKinds } from './kind-words'

/** What is asked about cars at the gate. */
export const GATE_KINDS = {
  seen_without_job: {
    label: 'Seen, no job',
    says: (t) =>
      t.number('times') > 1
        ? `A car was seen at the gate ${t.number('times')} times in a day, and there is no job for it.`
        : 'A car was seen at the gate, and there is no job for it.',
    fine: 'It was no customer',
    notFine: 'A job is missing',
  },
  job_never_seen: {
    label: 'Job, never seen',
    says: () => 'There is a job for a car that nobody saw at the gate.',
    fine: 'The gate missed it',
    notFine: 'The car was never here',
  },
  out_without_pass: {
    label: 'Out without a pass',
    says: () => 'A car went out without a gate pass.',
    ...KNOWN,
  },
  out_unpaid: {
    label: 'Out before it was paid',
    says: (t) => `A car went out before it was paid or released${t.amount ? `, with ${t.amount} owed` : ''}.`,
    ...KNOWN,
  },
  driven_between: {
    label: 'Driven while it was here',
    says: (t) =>
      `A car was driven ${counted(t.number('km') - t.number('before_km'), 'kilometre')} while it was here, more than a test drive.`,
    fine: 'It was a test drive',
    notFine: 'Nobody should have',
  },
  odometer_gap: {
    label: 'Odometer does not fit',
    says: (t) => `The odometer read ${t.number('km')} km, and ${t.number('before_km')} km the time before.`,
    ...KNOWN,
  },
  camera_count_differs: {
    label: 'More cars than jobs',
    says: (t) =>
      `The camera counted ${counted(t.number('cars'), 'car')}, and ${counted(t.number('jobs'), 'car')} had a job that day.`,
    ...KNOWN,
  },
  pass_refused: {
    label: 'Gate pass refused',
    says: () => 'A gate pass was shown that is not good: used before, of another car, or taken back.',
    ...KNOWN,
  },
  gate_silent: {
    label: 'Nothing written down at the gate',
    says: (t) => `Nobody wrote down a car at the gate on a day with ${counted(t.number('jobs'), 'job')}.`,
    ...KNOWN,
  },
} satisfies SomeKinds
