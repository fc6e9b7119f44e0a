import { useEffect, useState, useSyncExternalStore } from 'react'
import { whoActs } from '@/api/acting'
import { NetworkFailure } from '@/api/problem'
import { newId } from '@/lib/new-id'
import { aboutRecorded, afterReplacing, afterSent } from './after'
import { answered, backOf, plainBack } from './back'
import { dependentsOf, EVERYTHING, nextOf } from './order'
import { type Outcome, prepared, problemOf, send } from './sending'
import {
  addEntries,
  type Entry,
  entriesOf,
  type NewEntry,
  putEntry,
  type Refusal,
  removeEntries,
  removeUnsent,
} from './store'

export type { Entry, NewEntry } from './store'

/** What became of what was put into the outbox while somebody waited for it. */
export type Posted<Answer = unknown> =
  | { kind: 'sent'; answer: Answer; entry: Entry }
  /** No answer yet: it is sent by itself. */
  | { kind: 'kept'; entry: Entry }

/** What tabs tell each other of an entry. */
type Report =
  | { id: string; kind: 'sent'; entry: Entry; answer: unknown }
  | { id: string; kind: 'refused'; refusal: Refusal }
  | { id: string; kind: 'later' }

type Sent = (entry: Entry, answer: unknown, wasAwaited: boolean) => void

const CHANNEL = 'revops:outbox'
// An undo is offered for a few seconds only.
const ANSWERS_KEPT = 20
// As long as somebody looks at a button that turns before it is kept for later.
const PATIENCE_MS = 6000

/** Names whoever acts here, in the garage here, as entries do. */
function ownerHere(): string {
  const user = whoActs()
  return user?.workshop_id ? `${user.id} ${user.workshop_id}` : ''
}

/**
 * The outbox of this browser: what must reach the server is kept here first, and sent one by one, in order, from any
 * page, until the server has answered. One tab sends for all.
 */
class Outbox {
  private all: Entry[] = []
  /** Those that no form waits for: what a person sees as not sent yet. */
  private shown: Entry[] = []
  private sending: string | null = null
  private owner: string | null = null
  private readonly changed = new Set<() => void>()
  private readonly sent = new Set<Sent>()
  private readonly awaited = new Map<string, (report: Report) => void>()
  /** By the time since the page opened: somebody who sets the clock back must not make everything wait. */
  private readonly pausedUntil = new Map<string, number>()
  /** What the server said lately, by entry: what takes it back then names it. */
  private readonly answers = new Map<string, unknown>()
  private readonly channel = 'BroadcastChannel' in window ? new BroadcastChannel(CHANNEL) : null
  private wake: () => void = () => {}

  constructor() {
    this.channel?.addEventListener('message', ({ data }: MessageEvent<Report | null>) => {
      if (data) this.hear(data)
      void this.read()
      this.wake()
    })
    window.addEventListener('online', () => this.hurry())
    document.addEventListener(
      'visibilitychange',
      () => document.visibilityState === 'visible' && this.hurry(),
    )
  }

  /** Sends what is of this person in this garage, from now until the function that is returned is called. */
  start(owner: string): () => void {
    const over = new AbortController()
    this.owner = owner
    this.all = this.shown = []
    this.pausedUntil.clear()
    void this.read()
    const run = () => this.run(owner, over.signal)
    const running = navigator.locks
      ? navigator.locks.request(`${CHANNEL}:${owner}`, { signal: over.signal }, run)
      : run()
    running.catch((error) => {
      if (!over.signal.aborted) throw error
    })
    return () => {
      over.abort()
      this.wake()
    }
  }

  /** Keeps what is to be sent. Throws when this browser cannot keep anything. */
  async add(added: NewEntry[]): Promise<void> {
    if (added.length === 0) return
    await addEntries(added.map(made))
    await this.tell()
  }

  /**
   * Keeps something, and waits for a while for what the server says. Throws `Problem` when it refuses; then nothing is
   * left here, unless it took the place of what was refused before (`replaced`). What goes `with` it is kept with it.
   */
  async post(added: NewEntry, replaced: Entry | null = null, withIt: NewEntry[] = []): Promise<Posted> {
    const entry = made(added)
    const others = withIt.map(made)
    const reported = this.reported(entry.id)
    try {
      if (replaced && (await this.replace(replaced, entry))) await addEntries(others)
      else await addEntries([entry, ...others])
    } catch {
      this.awaited.delete(entry.id)
      return sendUnkept(entry)
    }
    await this.tell()
    const report = await reported
    if (report.kind === 'sent') return { kind: 'sent', answer: report.answer, entry: report.entry }
    const entries = await entriesOf(entry.owner)
    const kept = entries.find(({ id }) => id === entry.id)
    if (report.kind === 'refused') {
      const gone = [...others, ...(replaced ? [] : [entry])].map(({ id }) => id)
      await removeEntries(entries.filter(({ id }) => gone.includes(id)).map(({ number }) => number))
      await this.tell()
      throw problemOf(report.refusal)
    }
    await this.tell()
    return { kind: 'kept', entry: kept ?? { ...entry, number: 0 } }
  }

  /** Tries an entry again that was refused, or one that waits, at once; as another one when it was changed. */
  async retry(entry: Entry, changed: Partial<Pick<Entry, 'id' | 'body'>> = {}): Promise<void> {
    this.pausedUntil.clear()
    await this.replace(entry, { ...entry, ...changed, refusal: null })
    await this.tell()
  }

  /** Puts an entry where another is, if that is still there; what goes after that goes after this one then. */
  private async replace({ number }: Entry, entry: Omit<Entry, 'number'>): Promise<boolean> {
    const entries = await entriesOf(entry.owner)
    const there = entries.find((other) => other.number === number)
    if (!there) return false
    // First these: what comes after something that is not there would be sent before it.
    await this.changeEach(entries, (other) => afterReplacing(other, there, entry))
    return putEntry({ ...entry, number })
  }

  /** Gives an entry up, and with a job all that is about it. */
  async discard(entry: Entry): Promise<void> {
    await this.read()
    await removeEntries([entry, ...dependentsOf(entry, this.all)].map(({ number }) => number))
    await this.tell()
  }

  /**
   * Gives an entry up that was recorded before as something else; what is about a job is about that one then. What of it
   * is to be recorded all the same takes its place (`instead`).
   */
  async giveUpFor(entry: Entry, recordedId: string, instead: NewEntry | null = null): Promise<void> {
    await this.read()
    for (const other of dependentsOf(entry, this.all)) await putEntry(aboutRecorded(other, entry, recordedId))
    if (instead) await putEntry({ ...made(instead), number: entry.number })
    else await removeEntries([entry.number])
    await this.tell()
  }

  /**
   * Takes back what was posted: what has not left is discarded; for anything else the server is asked to take it back,
   * after its answer, as soon as there is a network. Throws `Problem` when the server will not.
   */
  async undo(entry: Entry): Promise<Posted | 'discarded'> {
    if (await removeUnsent(entry.id).catch(() => false)) {
      await this.tell()
      return 'discarded'
    }
    return this.post(backOf(entry, this.answers.get(entry.id)))
  }

  private async changeEach(entries: readonly Entry[], change: (entry: Entry) => Entry) {
    for (const entry of entries) {
      const changed = change(entry)
      if (changed !== entry) await putEntry(changed)
    }
  }

  /** All that is not sent of one person in one garage. */
  unsentOf(owner: string): Promise<Entry[]> {
    return entriesOf(owner).catch(() => [])
  }

  readonly subscribe = (changed: () => void) => {
    this.changed.add(changed)
    return () => void this.changed.delete(changed)
  }

  readonly snapshot = () => this.shown
  readonly snapshotOfSending = () => this.sending

  /** Calls `listener` with each entry that was sent, by whatever tab. */
  onSent(listener: Sent): () => void {
    this.sent.add(listener)
    return () => void this.sent.delete(listener)
  }

  /** Waits for what the first try of an entry comes to. */
  private reported(id: string): Promise<Report> {
    return new Promise((done) => {
      const end = (report: Report) => {
        clearTimeout(timer)
        this.awaited.delete(id)
        done(report)
      }
      const timer = setTimeout(() => end({ id, kind: 'later' }), PATIENCE_MS)
      this.awaited.set(id, end)
    })
  }

  private hear(report: Report) {
    const waits = this.awaited.get(report.id)
    if (report.kind === 'sent') {
      this.noteAnswer(report.id, report.answer)
      for (const listener of this.sent) listener(report.entry, report.answer, waits !== undefined)
    }
    waits?.(report)
  }

  private report(report: Report) {
    this.channel?.postMessage(report)
    this.hear(report)
  }

  private noteAnswer(id: string, answer: unknown) {
    this.answers.set(id, answer)
    const [oldest] = this.answers.keys()
    if (oldest !== undefined && this.answers.size > ANSWERS_KEPT) this.answers.delete(oldest)
  }

  private hurry() {
    this.pausedUntil.clear()
    this.wake()
  }

  /** Reads what there is, and lets other tabs read. */
  private async tell() {
    await this.read()
    this.channel?.postMessage(null)
    this.wake()
  }

  private async read() {
    const { owner } = this
    if (!owner) return
    // Without a store there is nothing to send; whoever adds something is told.
    const found = await entriesOf(owner).catch(() => [])
    if (owner !== this.owner) return
    this.all = found
    this.shown = found.filter(({ id }) => !this.awaited.has(id))
    this.announce()
  }

  private announce() {
    for (const changed of this.changed) changed()
  }

  private async run(owner: string, signal: AbortSignal) {
    while (!signal.aborted) {
      const woken = new Promise<void>((done) => {
        this.wake = done
      })
      const entries = await entriesOf(owner).catch(() => [])
      const [entry, waitMs] = nextOf(entries, this.pausedUntil, performance.now())
      if (entry) {
        await this.go(entry, signal)
        continue
      }
      this.tellWaiting(entries)
      await Promise.race([woken, new Promise((done) => setTimeout(done, waitMs))])
    }
  }

  /** Nothing goes now, for want of a network or because it waits for something else: no form need wait for it. */
  private tellWaiting(entries: readonly Entry[]) {
    for (const { id, refusal, attempts } of entries)
      if (refusal === null && attempts === 0) this.report({ id, kind: 'later' })
  }

  private async go(entry: Entry, signal: AbortSignal) {
    this.sending = entry.id
    this.announce()
    try {
      const ready = await prepared(entry)
      // From here on it cannot be taken back as if nothing had been; another tab may have done so until now.
      if (!(await putEntry({ ...ready, mayBeThere: true }, 'relaxed'))) return
      await this.settle(ready, await send(ready, signal))
    } catch (error) {
      if (!signal.aborted) throw error
    } finally {
      this.sending = null
      await this.tell()
    }
  }

  private async settle(entry: Entry, outcome: Outcome) {
    const attempts = entry.attempts + 1
    switch (outcome.kind) {
      case 'sent':
        return this.settleSent(entry, outcome.answer)
      case 'refused':
        return this.settleRefused({ ...entry, attempts }, outcome.refusal)
      case 'later': {
        const { id } = entry
        this.pausedUntil.set(
          outcome.everything ? EVERYTHING : entry.order,
          performance.now() + outcome.pauseMs,
        )
        await putEntry({ ...entry, attempts, mayBeThere: outcome.mayBeThere })
        // A form that waits for it stays as it is for whoever logs in again; what waits for nobody is sent then.
        this.report(
          outcome.session ? { id, kind: 'refused', refusal: outcome.session } : { id, kind: 'later' },
        )
      }
    }
  }

  private async settleSent(entry: Entry, answer: unknown) {
    // Before it is gone, for until then what takes it back is not sent; an undo that begins now knows it, too.
    this.noteAnswer(entry.id, answer)
    const back = await this.backThere(entry)
    if (back) await putEntry(answered(back, answer))
    await this.changeEach(await entriesOf(entry.owner), (other) => afterSent(other, entry, answer))
    await removeEntries([entry.number])
    this.report({ id: entry.id, kind: 'sent', entry, answer })
  }

  private async settleRefused(entry: Entry, refusal: Refusal) {
    const plain = plainBack(entry, refusal)
    if (plain) return void (await putEntry(plain))
    const back = await this.backThere(entry)
    if (back) {
      // It was taken back already, and is recorded nowhere: nobody has to decide about it.
      await removeEntries([entry.number, back.number])
      return this.report({ id: back.id, kind: 'sent', entry: back, answer: null })
    }
    await putEntry({ ...entry, refusal })
    this.report({ id: entry.id, kind: 'refused', refusal })
  }

  /** What waits to take an entry back. */
  private async backThere({ id, owner }: Entry): Promise<Entry | undefined> {
    return (await entriesOf(owner)).find(({ takesBack }) => takesBack === id)
  }
}

function made(added: NewEntry): Omit<Entry, 'number'> {
  return {
    id: newId(),
    owner: ownerHere(),
    about: {},
    isToShrink: false,
    typed: null,
    takesBack: null,
    mayBeThere: false,
    attempts: 0,
    refusal: null,
    addedAt: Date.now(),
    ...added,
  }
}

/** Sends something where nothing can be kept: then it is sent now or not at all. */
async function sendUnkept(added: Omit<Entry, 'number'>): Promise<Posted> {
  const entry = { ...added, number: 0 }
  const outcome = await send(entry, new AbortController().signal)
  if (outcome.kind === 'sent') return { kind: 'sent', answer: outcome.answer, entry }
  if (outcome.kind === 'refused') throw problemOf(outcome.refusal)
  throw new NetworkFailure()
}

export const outbox = new Outbox()

/** What is not sent yet of one order, or of all. */
export function useUnsent(order?: string): Entry[] {
  const entries = useSyncExternalStore(outbox.subscribe, outbox.snapshot)
  return order === undefined ? entries : entries.filter((entry) => entry.order === order)
}

/** The entry that is on its way now. */
export function useSending(): string | null {
  return useSyncExternalStore(outbox.subscribe, outbox.snapshotOfSending)
}

/** Calls `listener` with each entry that was sent, by whatever tab, and whether a form here waited for it. */
export function useSent(listener: Sent) {
  const [latest] = useState({ listener })
  latest.listener = listener
  useEffect(() => outbox.onSent((...sent) => latest.listener(...sent)), [latest])
}
