import type { Section } from '@/lib/words'
import type { Kind } from './store'

/** What the kinds are called in a sentence, one and several. */
const KIND_WORDS: Record<Kind, [string, string]> = {
  job: ['job', 'jobs'],
  payment: ['payment', 'payments'],
  status: ['status change', 'status changes'],
  'hand-over': ['hand-over of cash', 'hand-overs of cash'],
  day: ['count of a day', 'counts of days'],
  'taking-back': ['undo', 'undos'],
  inspection: ['answer of an inspection', 'answers of inspections'],
  finishing: ['finished inspection', 'finished inspections'],
  photo: ['photo', 'photos'],
  sighting: ['car at the gate', 'cars at the gate'],
}

const en = {
  kinds: KIND_WORDS,
  counted: (count: number, [one, several]: [string, string]) => `${count} ${count === 1 ? one : several}`,
  and: (listed: string, last: string) => `${listed} and ${last}`,
  notSent: 'not sent',
  notSentYet: 'Not sent yet',
  notSentIt: 'It is not sent',
  needsYou: 'Not sent: needs you',
  sent: 'Sent',
  kept: (label: string) => `${label}: kept on this device and sent when the network allows it.`,
  undoneLater: 'No network: undone as soon as there is one',
  undoOf: (label: string) => `Undo: ${label}`,
  list: 'Kept on this device and sent automatically as soon as there is a network.',
  allSent: 'Everything is sent.',
  beingSent: 'Being sent.',
  waits: 'Waiting to be sent.',
  noAnswer: 'No connection to the server.',
  waitsFor: (label: string) => `Waits until you have decided about: ${label}.`,
  ofAnother: 'If somebody else has the job by now, ask the owner to give it to you, or to record this.',
  goesWith: (label: string) => `Goes with it: ${label}`,
  tryAgain: 'Try again',
  changeAnyway: 'Change it anyway',
  discard: 'Discard',
  discardOf: (label: string) => `Discard: ${label}`,
  discardIt: 'Discard it?',
  discardForGood: 'Discard for good',
  discardForGoodAsked: 'Discard for good?',
  hereOnly: (label: string) => `${label} is on this device only. Once discarded it cannot be brought back.`,
  mayBeThere: (label: string) =>
    `${label} may have reached the server although no answer came. Look at the job afterwards.`,
  withIt: (what: string) => `With it goes ${what}.`,
  enteredAgain: 'What was entered will be gone, and has to be entered again if it is needed.',
  logOut: 'Log out',
  countNotSent: (count: number) => `${count} not sent`,
  logOutAsked:
    'It stays on this device, and is sent when you log in here again. Nobody else can see it. To have it sent first, wait until there is a network.',
  moved: (plate: string, status: string) => `${plate}: ${status.toLowerCase()}`,
}

/** What is said of what is not sent yet. */
export const OUTBOX: Section<typeof en> = { name: 'outbox', en }
