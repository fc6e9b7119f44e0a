import { toast } from 'sonner'
import { newId } from '@/lib/new-id'
import { type NewEntry, outbox } from '@/outbox/outbox'
import type { CountKind } from './queries'

/** The order of photos of a count in the outbox. */
export function orderOf(aboutId: string): string {
  return `photos of ${aboutId}`
}

interface Taken {
  path: `/api/${string}`
  aboutId: string
  label: string
  /** What must be sent before it. */
  after?: string
}

function photoEntry(file: Blob, { path, aboutId, label, after }: Taken): NewEntry {
  const id = newId()
  const query = new URLSearchParams({ taken_at: new Date().toISOString() })
  return {
    id,
    kind: 'photo',
    jobId: '',
    order: orderOf(aboutId),
    label,
    about: after ? { after } : {},
    request: { method: 'PUT', path: `${path}/${id}?${query}` },
    body: file,
    isToShrink: true,
  }
}

/** What is put into the outbox for a photo of a car at the gate: it is sent after the car. */
export function carPhotoEntry(file: Blob, sightingId: string, plate: string): NewEntry {
  return photoEntry(file, {
    path: `/api/gate/sightings/${sightingId}/photos`,
    aboutId: sightingId,
    label: `Photo of ${plate} at the gate`,
    after: sightingId,
  })
}

/** What is put into the outbox for a photo of counted cash. */
export function cashPhotoEntry(file: Blob, of: CountKind, aboutId: string, after?: string): NewEntry {
  return photoEntry(file, {
    path: `/api/cash-photos/${of}/${aboutId}`,
    aboutId,
    label: 'Photo of counted cash',
    after,
  })
}

/** Keeps a photo of cash that was counted until it is sent, after the count where that is not sent either. */
export async function keepCashPhoto(
  file: Blob,
  of: CountKind,
  aboutId: string,
  after?: string,
): Promise<void> {
  try {
    await outbox.add([cashPhotoEntry(file, of, aboutId, after)])
  } catch {
    toast.error('Photo not added', {
      description:
        'This browser has no room to keep photos until they are sent. Free some room on the device.',
    })
  }
}
