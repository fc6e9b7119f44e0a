import { answerOf, databaseOf } from './database'

/**
 * What was read from the server and is kept on this device: of one user, encrypted, for a month at most.
 *
 * The key lies beside what it opens, for nobody types one to read without a network: it cannot be taken out of the
 * browser, and it is gone with the first log-out, so that what a copy of the disk may still hold opens no more.
 */
export interface Kept<T = unknown> {
  value: T
  /** When the server said so, by the clock of this device. */
  at: number
}

/** The key of the user whose pages these are. */
interface Owner {
  userId: string
  key: CryptoKey
  /** Goes into each name, so that names say nothing. */
  salt: Uint8Array<ArrayBuffer>
}

interface Page {
  name: string
  at: number
  start: Uint8Array<ArrayBuffer>
  sealed: ArrayBuffer
}

const NAME = 'revops-read'
const OWNERS = 'owners'
const PAGES = 'pages'
const KEPT_MS = 30 * 86_400_000
// A page takes some kilobytes.
const MAX_PAGES = 800

/** What is kept meanwhile waits until it is settled for whom. */
let owning: Promise<void> = Promise.resolve()

const open = databaseOf(NAME, (database) => {
  database.createObjectStore(OWNERS)
  database.createObjectStore(PAGES, { keyPath: 'name' }).createIndex('at', 'at')
})

type Stores = Record<'owners' | 'pages', IDBObjectStore>

/** Does something in one transaction, and answers what it asked for when it is over. */
async function inStores<T>(mode: IDBTransactionMode, work: (stores: Stores) => IDBRequest<T>): Promise<T> {
  const database = await open()
  const transaction = database.transaction([OWNERS, PAGES], mode)
  const stores = { owners: transaction.objectStore(OWNERS), pages: transaction.objectStore(PAGES) }
  return answerOf(transaction, work(stores))
}

/** Says whether this browser can keep anything here: it encrypts for pages by https only. */
function canKeep(): boolean {
  return 'indexedDB' in globalThis && globalThis.crypto?.subtle !== undefined
}

function readOwner(): Promise<Owner | undefined> {
  return inStores('readonly', ({ owners }) => owners.get(OWNERS))
}

/** Keeps for this user from now on; what another user left is gone. */
export function keepFor(userId: string): Promise<void> {
  owning = own(userId)
  return owning
}

async function own(userId: string): Promise<void> {
  if (!canKeep()) return
  if ((await readOwner())?.userId === userId) return prune()
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
  const owner: Owner = { userId, key, salt: crypto.getRandomValues(new Uint8Array(16)) }
  await inStores('readwrite', ({ owners, pages }) => {
    const known: IDBRequest<Owner | undefined> = owners.get(OWNERS)
    known.onsuccess = () => {
      // Another tab may have been faster.
      if (known.result?.userId === userId) return
      pages.clear()
      owners.put(owner, OWNERS)
    }
    return known
  })
}

/** Forgets all of it, and the key. */
export async function forgetKept(): Promise<void> {
  if (!canKeep()) return
  await inStores('readwrite', ({ owners, pages }) => {
    owners.clear()
    return pages.clear()
  })
}

/** Keeps what the server said under a name. Where nothing can be kept, nothing happens. */
export async function keep(name: string, value: unknown): Promise<void> {
  await owning
  const owner = canKeep() && (await readOwner())
  if (!owner) return
  const page = await seal(owner, name, { value, at: Date.now() })
  await inStores('readwrite', ({ owners, pages }) => {
    const known: IDBRequest<Owner | undefined> = owners.get(OWNERS)
    known.onsuccess = () => {
      // Logged out since it was asked for: nothing comes back.
      if (known.result && isSame(known.result.salt, owner.salt)) pages.put(page)
    }
    return known
  })
}

/** Reads what is kept under a name; null when there is nothing, or it is too old. */
export async function readKept<T>(name: string): Promise<Kept<T> | null> {
  const owner = canKeep() && (await readOwner())
  if (!owner) return null
  const hidden = await hiddenName(owner, name)
  const page: Page | undefined = await inStores('readonly', ({ pages }) => pages.get(hidden))
  if (!page || Date.now() - page.at > KEPT_MS) return null
  // What does not open is not there.
  return unseal<T>(owner, page).catch(() => null)
}

/** Removes what is too old, and the oldest of too many. */
async function prune(): Promise<void> {
  await inStores('readwrite', ({ pages }) => {
    pages.index('at').openKeyCursor(IDBKeyRange.upperBound(Date.now() - KEPT_MS)).onsuccess = remove(pages)
    const counting = pages.count()
    counting.onsuccess = () => {
      const tooMany = counting.result - MAX_PAGES
      if (tooMany > 0) pages.index('at').openKeyCursor().onsuccess = remove(pages, tooMany)
    }
    return counting
  })
}

/** Removes what a cursor goes through, so many at most. */
function remove(pages: IDBObjectStore, most = Number.POSITIVE_INFINITY) {
  let left = most
  return ({ target }: Event) => {
    const cursor = (target as IDBRequest<IDBCursor | null>).result
    if (!cursor || left === 0) return
    left -= 1
    pages.delete(cursor.primaryKey)
    cursor.continue()
  }
}

async function seal(owner: Owner, name: string, kept: Kept): Promise<Page> {
  const hidden = await hiddenName(owner, name)
  const start = crypto.getRandomValues(new Uint8Array(12))
  const text = new TextEncoder().encode(JSON.stringify(kept.value))
  const sealed = await crypto.subtle.encrypt(cipher(start, hidden), owner.key, text)
  return { name: hidden, at: kept.at, start, sealed }
}

async function unseal<T>({ key }: Owner, { name, at, start, sealed }: Page): Promise<Kept<T>> {
  const text = await crypto.subtle.decrypt(cipher(start, name), key, sealed)
  return { value: JSON.parse(new TextDecoder().decode(text)) as T, at }
}

/** What is sealed under a name opens under that name only. */
function cipher(start: Uint8Array<ArrayBuffer>, name: string): AesGcmParams {
  return { name: 'AES-GCM', iv: start, additionalData: new TextEncoder().encode(name) }
}

async function hiddenName({ salt }: Owner, name: string): Promise<string> {
  const text = new TextEncoder().encode(name)
  const salted = new Uint8Array(salt.length + text.length)
  salted.set(salt)
  salted.set(text, salt.length)
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', salted))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.every((byte, at) => byte === other[at])
}
