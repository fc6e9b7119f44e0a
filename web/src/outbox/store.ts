import { answerOf, databaseOf } from '@/lib/database'

/** What may be sent: each kind has its rules in `kinds.ts`. */
export type Kind =
  | 'job'
  | 'payment'
  | 'status'
  | 'hand-over'
  | 'day'
  | 'taking-back'
  | 'inspection'
  | 'finishing'
  | 'photo'
  | 'sighting'

/** What the server said when it would not take an entry. */
export interface Refusal {
  status: number
  code: string
  sentence: string
  fields: { field: string; message: string }[]
  extra: Record<string, unknown>
}

/**
 * What is to be sent and was not yet, on this device: it outlives the page, the tab and the browser.
 *
 * Each entry is of one person in one garage, and goes out in that name only.
 */
export interface Entry {
  /** The idempotency key. */
  id: string
  /** The person and the garage. */
  owner: string
  kind: Kind
  /** The job that it is about: a job that was taken in here has the id that it was given here. Empty for what is about
   * none. */
  jobId: string
  /** Entries of one order are sent one after the other. */
  order: string
  /** What it is called in the list of what is not sent. */
  label: string
  /** What whoever made it shows of it while it waits. */
  about: Record<string, string>
  request: { method: 'PUT' | 'POST'; path: `/api/${string}` }
  /** A picture, or JSON. */
  body: Blob | string
  /** The body is a picture that is made small before it is sent, once, so that every try sends the same. */
  isToShrink: boolean
  /** What was typed into its form, to be changed there when the server refuses it. */
  typed: unknown
  /** The entry that this one takes back, by its id. */
  takesBack: string | null
  /** It may have reached the server, though no answer came. */
  mayBeThere: boolean
  attempts: number
  /** Null while it is tried by itself. */
  refusal: Refusal | null
  /** When it was put here, by the clock of this device. */
  addedAt: number
  /** Grows with each entry that is added. */
  number: number
}

/** What is put into the outbox. */
export type NewEntry = Pick<Entry, 'kind' | 'jobId' | 'order' | 'label' | 'request' | 'body'> &
  Partial<Pick<Entry, 'id' | 'about' | 'isToShrink' | 'typed' | 'takesBack'>>

const NAME = 'revops'
const ENTRIES = 'outbox'

const open = databaseOf(NAME, (database) => {
  const store = database.createObjectStore(ENTRIES, { keyPath: 'number', autoIncrement: true })
  store.createIndex('owner', 'owner')
  store.createIndex('id', 'id', { unique: true })
})

/** Does something in one transaction; what it asked for is answered when all of it is on disk. */
async function inStore<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
  durability: IDBTransactionDurability = 'strict',
): Promise<T> {
  const database = await open()
  const transaction = database.transaction(ENTRIES, mode, { durability })
  return answerOf(transaction, work(transaction.objectStore(ENTRIES)))
}

/** Keeps new entries, all or none, in this order. */
export async function addEntries(entries: Omit<Entry, 'number'>[]): Promise<void> {
  // Of nothing no transaction would say that it is kept.
  if (entries.length === 0) return
  await inStore('readwrite', (store) => {
    const [first, ...rest] = entries.map((entry) => store.add(entry))
    return rest.at(-1) ?? (first as IDBRequest)
  })
}

/** The entries of one person in one garage, oldest first. */
export async function entriesOf(owner: string): Promise<Entry[]> {
  return (await inStore('readonly', (store) => store.index('owner').getAll(owner))).map(ofThisVersion)
}

/** Reads what an older version of this page kept: it knew photos only. */
function ofThisVersion(kept: Omit<Entry, 'refusal'> & { refusal: Refusal | string | null }): Entry {
  const { refusal } = kept
  return {
    ...kept,
    jobId: kept.jobId ?? kept.request.path.split('/')[3] ?? '',
    typed: kept.typed ?? null,
    takesBack: kept.takesBack ?? null,
    mayBeThere: kept.mayBeThere ?? true,
    addedAt: kept.addedAt ?? 0,
    refusal:
      typeof refusal === 'string'
        ? { status: 422, code: 'unknown', sentence: refusal, fields: [], extra: {} }
        : refusal,
  }
}

/** Keeps what an entry has become, unless it is gone by now. Returns whether it was there. */
export async function putEntry(entry: Entry, durability?: IDBTransactionDurability): Promise<boolean> {
  const key = await inStore(
    'readwrite',
    (store) => {
      const known = store.getKey(entry.number)
      known.onsuccess = () => {
        if (known.result !== undefined) store.put(entry)
      }
      return known
    },
    durability,
  )
  return key !== undefined
}

/** Takes entries off, all or none. */
export async function removeEntries(numbers: readonly number[]): Promise<void> {
  if (numbers.length === 0) return
  await inStore('readwrite', (store) => {
    const [first, ...rest] = numbers.map((number) => store.delete(number))
    return rest.at(-1) ?? (first as IDBRequest)
  })
}

/** Takes an entry off that was not tried yet, or that the server refused. Returns whether it did. */
export async function removeUnsent(id: string): Promise<boolean> {
  const found: Entry | undefined = await inStore('readwrite', (store) => {
    const known = store.index('id').get(id)
    known.onsuccess = () => {
      const entry: Entry | undefined = known.result
      if (entry && isNowhereElse(entry)) store.delete(entry.number)
    }
    return known
  })
  return found !== undefined && isNowhereElse(found)
}

function isNowhereElse({ mayBeThere, refusal }: Entry): boolean {
  return !mayBeThere || refusal !== null
}
