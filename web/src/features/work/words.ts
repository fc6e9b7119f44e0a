import type { Section } from '@/lib/words'

const en = {
  myWork: 'My work',
  noWork: 'No work now',
  listedHere: 'Cars to work on are listed here, the soonest due first.',
  loading: 'Loading the work',
  due: (day: string) => `Due ${day}`,
  parts: (parts: string) => `Parts: ${parts}`,
  inspectionAndPhotos: 'Inspection and photos',
  of: (what: string, plate: string) => `${what}: ${plate}`,
  again: (plate: string, status: string) => `${plate}: ${status.toLowerCase()} again`,
  notChanged: 'Not changed',
  notSentOf: (plate: string) => `Not sent: ${plate}`,
  scan: 'Scan',
  byCamera: 'Hold the code on the job card before the camera, or type the number plate.',
  byHand: 'Type the number plate, or the number of the job.',
  plateOrJob: 'Number plate or job',
  open: 'Open',
  notMine: 'This car is not in your list. Ask at the counter.',
}

/** What the places of a technician say. */
export const WORK: Section<typeof en> = { name: 'work', en }
