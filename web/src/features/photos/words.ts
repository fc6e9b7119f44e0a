import type { Section } from '@/lib/words'
import type { PhotoKind } from './queries'

const KINDS: Record<PhotoKind, string> = {
  intake: 'Intake',
  before: 'Before',
  during: 'During',
  after: 'After',
  document: 'Paper',
}

const en = {
  photos: 'Photos',
  kinds: KINDS,
  kindOfPhoto: 'Kind of photo',
  photoOf: (kind: string, of: string | number) => `${kind} photo ${of}`,
  of: (kind: string, plate: string) => `${kind} photo of ${plate}`,
  noneYet: 'No photos yet.',
  noneYetAdd: 'No photos yet. Show the car as it came in, and the work before and after.',
  take: 'Take photo',
  takeOf: (what: string) => `Take photo: ${what}`,
  takeAnother: 'Take another photo',
  choose: 'Choose photos',
  notAdded: 'Not added',
  noRoom: 'This browser has no room to keep photos until they are sent. Free some room on the device.',
  beingSent: 'Being sent',
  notSentYet: 'Not sent yet',
  beforeAndAfter: 'Before and after',
  deleted: 'Photo deleted',
  notDeleted: 'Not deleted',
  notBroughtBack: 'Not brought back',
  previous: 'Previous photo',
  next: 'Next photo',
  sidePrevious: (side: string) => `${side}: photo before`,
  sideNext: (side: string) => `${side}: next photo`,
  delete: 'Delete photo',
  caption: 'Caption',
  editCaption: 'Edit caption',
  somebody: 'Somebody',
  repeated: 'This photo is on the job already.',
}

/** What the photos of a job say. */
export const PHOTOS: Section<typeof en> = { name: 'photos', en }
