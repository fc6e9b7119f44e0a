import { addressOf, api, type Schemas, unwrap } from '@/api/client'
import { NetworkFailure, Problem } from '@/api/problem'
import type { paths } from '@/api/schema.gen'
import { newId } from '@/lib/new-id'
import { fileNameOf } from './file-name'

export type ExportFilter = Omit<
  NonNullable<paths['/api/analytics/export']['get']['parameters']['query']>,
  'progress'
>
export type ExportProgress = Schemas['ExportProgress']

export type ExportState =
  | { step: 'idle' }
  | { step: 'making'; filter: ExportFilter; progress: ExportProgress | null }
  | { step: 'saved'; fileName: string }
  | { step: 'failed'; error: unknown; filter: ExportFilter }

const ASK_EVERY_MS = 700
// A browser needs the address of a file until it has begun to save it.
const SAVED_AFTER_MS = 60_000

/** One export at a time. It goes on while its dialog is closed and other pages are looked at, until the tab is. */
export class Exporter {
  #state: ExportState = { step: 'idle' }
  #listeners = new Set<() => void>()
  #ending: AbortController | null = null

  subscribe = (changed: () => void) => {
    this.#listeners.add(changed)
    return () => void this.#listeners.delete(changed)
  }

  state = () => this.#state

  /** Makes the file and saves it. */
  async start(filter: ExportFilter) {
    if (this.#ending) return
    const ending = new AbortController()
    this.#ending = ending
    this.#set({ step: 'making', filter, progress: null })
    window.addEventListener('beforeunload', ask)
    const id = newId()
    const asking = setInterval(() => void this.#ask(id, filter, ending), ASK_EVERY_MS)
    try {
      const file = await fetchFile({ ...filter, progress: id }, ending.signal)
      save(file)
      this.#set({ step: 'saved', fileName: file.name })
    } catch (error) {
      this.#set(ending.signal.aborted ? { step: 'idle' } : { step: 'failed', error, filter })
    } finally {
      clearInterval(asking)
      window.removeEventListener('beforeunload', ask)
      this.#ending = null
    }
  }

  /** Ends it: the server notices that nobody waits, and stops too. */
  cancel = () => this.#ending?.abort()

  /** Dismisses the last result. */
  forget = () => {
    if (!this.#ending) this.#set({ step: 'idle' })
  }

  async #ask(id: string, filter: ExportFilter, ending: AbortController) {
    const call = api.GET('/api/analytics/exports/{export_id}', {
      params: { path: { export_id: id } },
      signal: ending.signal,
    })
    // Until it has begun there is none, and the file itself tells what goes wrong.
    const progress = await unwrap(call).catch((error) => {
      // Who logged out takes nothing along.
      if (error instanceof Problem && error.status === 401) ending.abort()
      return null
    })
    if (progress && this.#ending === ending) this.#set({ step: 'making', filter, progress })
  }

  #set(state: ExportState) {
    this.#state = state
    for (const changed of this.#listeners) changed()
  }
}

/** Asks before the tab is closed over an export that is being made. */
function ask(event: BeforeUnloadEvent) {
  event.preventDefault()
}

interface File {
  content: Blob
  name: string
}

async function fetchFile(filter: ExportFilter & { progress: string }, signal: AbortSignal): Promise<File> {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(filter)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one) params.append(name, one)
  }
  let answer: Response
  try {
    // Not through the client, which gives up after seconds: a large file takes a while until its first byte.
    answer = await fetch(addressOf(`/api/analytics/export?${params}`), { credentials: 'same-origin', signal })
    if (answer.ok) {
      const name = fileNameOf(answer.headers.get('content-disposition'), `revops.${filter.format ?? 'xlsx'}`)
      return { content: await answer.blob(), name }
    }
  } catch (error) {
    throw signal.aborted ? error : new NetworkFailure()
  }
  throw Problem.from(await answer.json().catch(() => null), answer)
}

function save({ content, name }: File) {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), SAVED_AFTER_MS)
}

export const exporter = new Exporter()
