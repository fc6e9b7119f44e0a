import type { Payment } from '@/domain/payment-labels'
import { newId } from '@/lib/new-id'
import { readStored, removeStored, writeStored } from '@/lib/stored'

const UNDO_MS = 5000
const CONCURRENCY = 4
const STORED_AS = 'verdicts'

export type Decision = { verdict: 'confirmed' } | { verdict: 'rejected'; reason: string }

/** A payment that was reviewed, as far as sending and telling of it needs. */
export interface Reviewed {
  id: string
  amount: number
  /** None in what an older version of the app has kept: then it is a payment. */
  kind?: Payment['kind']
  /** The customer and the plate. */
  about: string
}

export interface Batch {
  id: string
  items: Reviewed[]
  decision: Decision
  /** When it is sent, in milliseconds of the clock. */
  sendAt: number
  /** How many were answered; null while it can be undone. */
  answered: number | null
}

export interface Failure {
  item: Reviewed
  decision: Decision
  error: unknown
}

interface Options {
  send: (item: Reviewed, decision: Decision) => Promise<unknown>
  /** Everything of a batch was answered. */
  onSent: (failures: Failure[]) => Promise<unknown>
}

interface Snapshot {
  batches: readonly Batch[]
  /** Reviewed here and not refused: no longer in the queue, whatever an older answer of the server says. */
  held: ReadonlySet<string>
  failures: ReadonlyMap<string, Failure>
}

/**
 * Decisions that can be undone for a few seconds, and only then are sent.
 *
 * What is not sent yet is kept in the tab, so a reload or a killed tab sends it when the page is back.
 */
export class UndoWindow {
  #options: Options
  #snapshot: Snapshot = { batches: [], held: new Set(), failures: new Map() }
  #timers = new Map<string, ReturnType<typeof setTimeout>>()
  #listeners = new Set<() => void>()

  constructor(options: Options) {
    this.#options = options
  }

  subscribe = (changed: () => void) => {
    this.#listeners.add(changed)
    return () => void this.#listeners.delete(changed)
  }

  snapshot = () => this.#snapshot

  review(items: Reviewed[], decision: Decision) {
    if (items.length === 0) return
    const batch = { id: newId(), items, decision, sendAt: Date.now() + UNDO_MS, answered: null }
    this.#add(batch)
    this.#timers.set(
      batch.id,
      setTimeout(() => void this.#send(batch.id), UNDO_MS),
    )
  }

  /** Takes back what is not sent yet; the latest, unless one is named. */
  undo(batchId?: string) {
    const batch = this.#snapshot.batches.findLast(
      ({ id, answered }) => answered === null && (batchId === undefined || id === batchId),
    )
    if (!batch) return
    clearTimeout(this.#timers.get(batch.id))
    this.#release(batch.id, new Set(batch.items.map((item) => item.id)))
  }

  /** Sends what waits now. Without a page to come back to, all of it at the same time. */
  flush(concurrency = CONCURRENCY) {
    for (const { id, answered } of this.#snapshot.batches) {
      if (answered === null) void this.#send(id, concurrency)
    }
  }

  /** Sends what an earlier page of this tab did not bring to its end; sent twice, a decision changes nothing. */
  resume() {
    for (const batch of readStored<Batch[]>(STORED_AS) ?? []) {
      if (this.#snapshot.batches.some(({ id }) => id === batch.id)) continue
      this.#add({ ...batch, answered: null })
      void this.#send(batch.id)
    }
  }

  async #send(batchId: string, concurrency = CONCURRENCY) {
    clearTimeout(this.#timers.get(batchId))
    const batch = this.#snapshot.batches.find(({ id }) => id === batchId)
    if (batch?.answered !== null) return
    this.#change(batchId, 0)
    const waiting = [...batch.items]
    const failures: Failure[] = []
    let answered = 0
    const line = async () => {
      for (let item = waiting.shift(); item; item = waiting.shift()) {
        try {
          await this.#options.send(item, batch.decision)
        } catch (error) {
          failures.push({ item, decision: batch.decision, error })
        }
        answered += 1
        this.#change(batchId, answered)
      }
    }
    await Promise.all(Array.from({ length: Math.min(concurrency, waiting.length) }, line))
    this.#store(this.#snapshot.batches.filter(({ id }) => id !== batchId))
    await this.#options.onSent(failures)
    this.#release(batchId, new Set(failures.map(({ item }) => item.id)), failures)
  }

  #add(batch: Batch) {
    const failures = new Map(this.#snapshot.failures)
    for (const { id } of batch.items) failures.delete(id)
    this.#set({
      batches: [...this.#snapshot.batches, batch],
      held: new Set([...this.#snapshot.held, ...batch.items.map(({ id }) => id)]),
      failures,
    })
  }

  #change(batchId: string, answered: number) {
    this.#set({
      ...this.#snapshot,
      batches: this.#snapshot.batches.map((batch) => (batch.id === batchId ? { ...batch, answered } : batch)),
    })
  }

  /** Ends a batch; the rows named come back. */
  #release(batchId: string, back: ReadonlySet<string>, failures: Failure[] = []) {
    this.#set({
      batches: this.#snapshot.batches.filter(({ id }) => id !== batchId),
      held: new Set([...this.#snapshot.held].filter((id) => !back.has(id))),
      failures: new Map([
        ...this.#snapshot.failures,
        ...failures.map((failure): [string, Failure] => [failure.item.id, failure]),
      ]),
    })
  }

  #set(snapshot: Snapshot) {
    this.#snapshot = snapshot
    this.#store(snapshot.batches)
    for (const changed of this.#listeners) changed()
  }

  #store(batches: readonly Batch[]) {
    if (batches.length > 0) writeStored(STORED_AS, batches)
    else removeStored(STORED_AS)
  }
}
