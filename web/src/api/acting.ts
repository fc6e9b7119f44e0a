import type { components } from './schema.gen'

type User = components['schemas']['UserOut']

/** How tabs of a browser tell each other who logged in or out: they share one session cookie. */
const TOLD_UNDER = 'revops:session'

let acting: User | null = null
let another: Pick<User, 'id' | 'name'> | null = null
const listeners = new Set<() => void>()

/** Whom this page takes itself for; null for a visitor. Every change is sent in this name. */
export function whoActs(): User | null {
  return acting
}

/** Waits until it is known whom this page takes itself for. */
export function whoeverActs(): Promise<User> {
  return new Promise((done) => {
    const look = () => {
      if (!acting) return
      listeners.delete(look)
      done(acting)
    }
    listeners.add(look)
    look()
  })
}

/** Settles whom this page takes itself for. */
export function actAs(user: User | null) {
  acting = user
  another = null
  for (const changed of listeners) changed()
}

/** Tells the other tabs that somebody logged in here; null: that somebody logged out. */
export function tellOtherTabs(user: User | null) {
  try {
    localStorage.setItem(TOLD_UNDER, JSON.stringify(user && { id: user.id, name: user.name }))
    localStorage.removeItem(TOLD_UNDER)
  } catch {
    // Then the server tells them, at their next change.
  }
}

/** Notes that the browser's session has become another person's. */
export function hearOf(user: Pick<User, 'id' | 'name'>) {
  if (!acting || user.id === acting.id) return
  another = user
  for (const changed of listeners) changed()
}

/** Listens to the other tabs; `loggedOut` is called when the session that this page had is gone. */
export function listenToOtherTabs(loggedOut: () => void) {
  window.addEventListener('storage', ({ key, newValue }) => {
    if (key !== TOLD_UNDER || newValue === null) return
    const user = JSON.parse(newValue) as Pick<User, 'id' | 'name'> | null
    if (user) hearOf(user)
    else if (acting) loggedOut()
  })
}

export function subscribeToAnother(changed: () => void): () => void {
  listeners.add(changed)
  return () => void listeners.delete(changed)
}

/** Lets whoever is at this page read and copy what stands on it; the next change says it again. */
export function putAside() {
  another = null
  for (const changed of listeners) changed()
}

/** Who has the browser's session, when that is not whom this page takes itself for. */
export function whoElse() {
  return another
}
