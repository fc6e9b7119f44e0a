import type { Section } from '@/lib/words'
import type { Found } from './queries'

const FOUND: Record<Found, string> = { good: 'Good', soon: 'Soon', now: 'Now' }

const en = {
  inspection: 'Inspection',
  found: FOUND,
  counted: (count: number, found: string) => `${count} ${found.toLowerCase()}`,
  countedUnchecked: (count: number) => `${count} not checked`,
  lookOver: 'Look the car over point by point. What needs work gets a photo.',
  notYet: 'Not inspected yet.',
  notFinished: (when: string) => `Not finished, started ${when}`,
  needsWork: 'What needs work',
  goOn: 'Continue the inspection',
  of: (title: string, plate: string) => `${title} of ${plate}`,
  finishedOf: (name: string, plate: string) => `${name} of ${plate}, finished`,
  place: (group: string, at: string) => `${group}, ${at}`,
  allPoints: (plate: string) => `${plate}, all points`,
  checked: 'Points checked',
  skip: 'Skip',
  next: 'Next',
  photoMissing: 'Photo missing',
  believe: 'Customers believe what they can see.',
  notChecked: 'Not checked',
  finish: 'Finish inspection',
  finished: 'Inspection finished',
  later: 'Finish later',
  discard: 'Discard',
  discarded: 'Inspection discarded',
  whatIsWrong: 'What is wrong',
  remarks: 'Remarks',
  suchWrong: 'For example: worn on the inside',
  suchRemark: 'For example: a helmet, papers',
  measured: (unit: string) => `Measured, ${unit}`,
  number: 'Enter a number, such as 3.5.',
  saveAs: (found: string) => `${found}: save`,
  cannotBeRead: 'Cannot be read',
  saveReading: 'Save reading',
  photosOf: (title: string) => `Photos of ${title}`,
  between: (low: number, high: number, unit: string) => `${low} to ${high} ${unit} is good`,
  atLeast: (low: number, unit: string) => `${low} ${unit} or more is good`,
  atMost: (high: number, unit: string) => `${high} ${unit} or less is good`,
  notSaved: 'Not saved',
  noRoom: 'This browser has no room to keep answers until they are sent. Free some room on the device.',
  /** The lists that ship and their points, by their English name; what a garage wrote stays as it wrote it. */
  shipped: {} as Readonly<Record<string, string>>,
}

/** What an inspection says. */
export const INSPECTIONS: Section<typeof en> = { name: 'inspections', en }

/** What a list, a group or a point is called: by the words of the language where it stands as it ships. */
export function shippedName({ shipped }: typeof en, name: string): string {
  return shipped[name] ?? name
}
