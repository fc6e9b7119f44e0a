import type { Schemas } from '@/api/client'
import { bodyOf } from './body'
import type { Entry } from './store'

/** What is sent after an entry, as it is once that has taken the place of another. */
export function afterReplacing(other: Entry, replaced: Pick<Entry, 'id'>, entry: Pick<Entry, 'id'>): Entry {
  if (other.about.after !== replaced.id) return other
  return { ...named(other, replaced.id, entry.id), about: { ...other.about, after: entry.id } }
}

/** What is sent after a count, once the server has said what that is called there: until then it has the entry's id. */
export function afterSent(other: Entry, entry: Pick<Entry, 'id' | 'kind'>, answer: unknown): Entry {
  if (entry.kind !== 'day' || other.about.after !== entry.id) return other
  return named(other, entry.id, (answer as Schemas['DayTold']).day.id)
}

/** What is about an entry, as it is about something that was recorded before. */
export function aboutRecorded(other: Entry, entry: Pick<Entry, 'jobId' | 'body'>, recordedId: string): Entry {
  const id = entry.jobId || bodyOf<{ id?: string }>(entry).id
  if (!id) return other
  const { body } = other
  return {
    ...named(other, id, recordedId),
    jobId: entry.jobId ? recordedId : other.jobId,
    body: typeof body === 'string' ? body.replaceAll(id, recordedId) : body,
  }
}

function named(entry: Entry, id: string, as: string): Entry {
  const { request, order } = entry
  const path = request.path.replaceAll(id, as) as typeof request.path
  return { ...entry, order: order.replaceAll(id, as), request: { ...request, path } }
}
