import type { Query, QueryClient, QueryKey } from '@tanstack/react-query'
import { areHandsBusy } from './hands'
import type { Changed } from './listen'
import { hold, isAtTop } from './news'

// A burst is one refresh.
const TOGETHER_MS = 500
const LOOK_AGAIN_MS = 250

/** The queries that show something of a topic, by the beginning of their keys. Of those about one job, only that job's id counts. */
const SHOWN_BY: Record<string, string[]> = {
  jobs: [
    'jobs',
    'photos',
    'inspections',
    'estimates',
    'work',
    'analytics',
    'customers',
    'vehicles',
    'garages',
    'gate',
  ],
  payments: ['gate', 'payments', 'analytics', 'managers', 'settlements', 'customers', 'garages'],
  settlements: ['settlements', 'analytics', 'managers'],
  messages: ['messages/list', 'messages/job', 'messages/consents', 'whatsapp/replies'],
  documents: ['documents', 'analytics'],
  members: ['managers'],
  workshop: ['workshop', 'billing'],
}
// It changes with the day.
const FORECAST = 'forecast'

/** Whether a query shows something of what changed; everything is null. */
export function isConcerned(key: QueryKey, changed: Changed | null): boolean {
  const [of, what] = key
  if (what === FORECAST) return false
  if (changed === null) {
    const all = Object.values(SHOWN_BY).flat()
    return all.includes(of as string) || all.includes(`${of}/${what}`)
  }
  return Object.entries(changed).some(([topic, ids]) => {
    const shown = SHOWN_BY[topic] ?? []
    if (!shown.includes(of as string) && !shown.includes(`${of}/${what}`)) return false
    const job = jobOf(key)
    return job === null || ids.includes(job)
  })
}

/** The job that a query is about alone; null for every other query. */
function jobOf([of, what, which]: QueryKey): string | null {
  if (of === 'photos' || of === 'inspections') return what as string
  // Lists of several jobs have words in the place of the id.
  if (of === 'estimates' && what !== 'deferred' && what !== 'words') return what as string
  if (of === 'gate' && what === 'job') return which as string
  if (of === 'jobs' && what === 'one') return which as string
  if (of === 'messages' && what === 'job') return which as string
  if (of === 'whatsapp' && what === 'replies' && which !== 'all') return which as string
  return null
}

/** A list that is scrolled far, or has been loaded far, is not read anew under the eyes of whoever reads it. */
function isFarDown({ queryKey, state }: Query): boolean {
  if (queryKey[1] !== 'list') return false
  const pages = (state.data as { pages?: unknown[] } | undefined)?.pages
  return pages !== undefined && (!isAtTop() || pages.length > 5)
}

/** Asks anew for what changed: soon, together, while the page is looked at, and not under somebody's hands. */
export function refresher(client: QueryClient) {
  let waiting: Changed | null = {}
  let timer: ReturnType<typeof setTimeout> | undefined
  const run = () => {
    timer = undefined
    if (document.visibilityState === 'hidden' || areHandsBusy() || client.isMutating() > 0) {
      timer = setTimeout(run, LOOK_AGAIN_MS)
      return
    }
    const changed = waiting
    waiting = {}
    const far = client
      .getQueryCache()
      .findAll({ type: 'active' })
      .filter((query) => isConcerned(query.queryKey, changed) && isFarDown(query))
    void client.invalidateQueries({
      predicate: (query) => isConcerned(query.queryKey, changed) && !far.includes(query),
    })
    if (far.length > 0) hold(client, far, changed)
  }
  return {
    refresh(changed: Changed | null) {
      if (changed !== null && Object.keys(changed).length === 0) return
      waiting = changed === null || waiting === null ? null : united(waiting, changed)
      timer ??= setTimeout(run, TOGETHER_MS)
    },
    stop() {
      clearTimeout(timer)
    },
  }
}

function united(one: Changed, other: Changed): Changed {
  const all = { ...one }
  for (const [topic, ids] of Object.entries(other)) all[topic] = [...new Set([...(all[topic] ?? []), ...ids])]
  return all
}
