import { openStream } from '@/api/client'
import { firstAnswerAt } from '@/lib/clock'
import { eventReader } from './parse'

/** What changed, by topic the ids of what is to be asked for anew. */
export type Changed = Record<string, string[]>
interface Heard {
  /** null: something may have been missed, so everything is to be asked for anew. */
  changed: Changed | null
  /** How far everything has been heard. */
  id: string | null
}
interface Hearer {
  hear: (heard: Heard) => void
  /** The server has ended the session, or what this user may see has changed. */
  ended: () => void
}

// A beat comes every 20 seconds.
const SILENT_MS = 45_000
const HIDDEN_MS = 10_000
// Whoever has not got the stream by then is told by the tab that has it.
const FOLLOWS_MS = 300
const FIRST_PAUSE_MS = 1500
const LONGEST_PAUSE_MS = 60_000
const WAS_GOOD_MS = 30_000
// The clocks of the server and of its database may differ by so much.
const CLOCKS_SECONDS = 5

/**
 * Listens to what changed in a garage for as long as the page is looked at; returns how to stop. Of several tabs one has
 * the stream and tells the others, where the browser can settle which.
 */
export function listen(whose: string, { hear, ended }: Hearer): () => void {
  const name = `revops:live:${whose}`
  const others = new BroadcastChannel(name)
  const since = firstAnswerAt()
  let lastId = since === null ? null : `${Math.floor(since / 1000) - CLOCKS_SECONDS}.0.0`
  const take = (heard: Heard) => {
    lastId = heard.id ?? lastId
    hear(heard)
  }
  others.onmessage = ({ data }: MessageEvent<Heard>) => take(data)
  let leads = false
  const lead = (signal: AbortSignal) => {
    leads = true
    return keepOpen(
      () => lastId,
      (heard) => {
        take(heard)
        others.postMessage(heard)
      },
      ended,
      signal,
    )
  }
  const stop = whileLookedAt((signal) => {
    // Without https a browser has no locks; then every tab that is looked at has a stream of its own.
    if (!('locks' in navigator)) return lead(signal)
    return navigator.locks.request(name, { signal }, () => lead(signal))
  })
  // What came between the first answer to this page and now, that tab has told the others already.
  const caughtUp = new AbortController()
  const catchUp = setTimeout(() => {
    if (!leads) void readStream('/api/events?seconds=0', lastId, take, caughtUp.signal).catch(() => {})
  }, FOLLOWS_MS)
  return () => {
    stop()
    clearTimeout(catchUp)
    caughtUp.abort()
    others.close()
  }
}

/** Does something while the page is visible, and for a while after; returns how to stop. */
function whileLookedAt(work: (signal: AbortSignal) => Promise<void>): () => void {
  let going: AbortController | null = null
  let leaving: ReturnType<typeof setTimeout> | undefined
  const end = () => {
    going?.abort()
    going = null
  }
  const look = () => {
    clearTimeout(leaving)
    if (document.visibilityState === 'hidden') {
      leaving = setTimeout(end, HIDDEN_MS)
    } else if (!going) {
      going = new AbortController()
      // Being ended is no failure.
      void work(going.signal).catch(() => {})
    }
  }
  document.addEventListener('visibilitychange', look)
  look()
  return () => {
    document.removeEventListener('visibilitychange', look)
    clearTimeout(leaving)
    end()
  }
}

/** Keeps a stream open, opening it again after every end, later each time that it fails. */
async function keepOpen(
  lastId: () => string | null,
  hear: (heard: Heard) => void,
  ended: () => void,
  signal: AbortSignal,
) {
  for (let failures = 0; !signal.aborted; failures += 1) {
    const openedAt = Date.now()
    let leastMs = 0
    try {
      const status = await readStream('/api/events', lastId(), hear, signal)
      if (signal.aborted) return
      if (status === 401 || status === 403 || status === 200) ended()
      if (status === 401 || status === 403) return
      // Full, or older than this page.
      if (status === 429 || status === 404) leastMs = LONGEST_PAUSE_MS
    } catch {
      // The network: tried again.
    }
    if (Date.now() - openedAt > WAS_GOOD_MS) failures = 0
    const pauseMs = Math.max(leastMs, Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS))
    // Not all browsers at once, when a server was restarted.
    await pause(pauseMs * (0.5 + Math.random()), signal)
  }
}

/** Reads one stream to its end; returns the status that it was answered with, null when it was cut. */
async function readStream(
  path: '/api/events' | '/api/events?seconds=0',
  lastId: string | null,
  hear: (heard: Heard) => void,
  signal: AbortSignal,
) {
  const cut = new AbortController()
  const end = () => cut.abort()
  let silence = setTimeout(end, SILENT_MS)
  signal.addEventListener('abort', end)
  window.addEventListener('offline', end)
  try {
    const response = await openStream(path, lastId ? { 'Last-Event-ID': lastId } : {}, cut.signal)
    if (response.status !== 200 || !response.body) return response.status
    const read = eventReader(({ name, data, id }) => {
      if (name === 'change') hear({ changed: JSON.parse(data) as Changed, id })
      else if (name === 'reload') hear({ changed: null, id })
      else if (id !== null) hear({ changed: {}, id })
    })
    const pieces = response.body.pipeThrough(new TextDecoderStream()).getReader()
    // Not left to the request: nothing may be heard any more.
    cut.signal.addEventListener('abort', () => void pieces.cancel().catch(() => {}))
    for (;;) {
      const { done, value } = await pieces.read()
      if (cut.signal.aborted) return null
      if (done) return response.status
      clearTimeout(silence)
      silence = setTimeout(end, SILENT_MS)
      read(value)
    }
  } finally {
    clearTimeout(silence)
    signal.removeEventListener('abort', end)
    window.removeEventListener('offline', end)
    end()
  }
}

/** Waits; no longer than until the network is back, or nobody wants it any more. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer)
      window.removeEventListener('online', go)
      signal.removeEventListener('abort', go)
      resolve()
    }
    const timer = setTimeout(go, ms)
    window.addEventListener('online', go)
    signal.addEventListener('abort', go)
  })
}
