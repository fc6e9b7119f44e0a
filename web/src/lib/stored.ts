/** What this tab remembers across a reload, for one user; gone with the tab and at log-out. */
const PREFIX = 'revops:'

export function readStored<T>(name: string): T | null {
  try {
    const text = sessionStorage.getItem(PREFIX + name)
    return text === null ? null : (JSON.parse(text) as T)
  } catch {
    return null
  }
}

export function writeStored(name: string, value: unknown) {
  try {
    sessionStorage.setItem(PREFIX + name, JSON.stringify(value))
  } catch {
    // A full or forbidden store costs the memory of a half-filled form, nothing else.
  }
}

export function removeStored(name: string) {
  try {
    sessionStorage.removeItem(PREFIX + name)
  } catch {
    // As above.
  }
}

/** Forgets everything, so that the next person at this tab finds nothing of the last. */
export function clearStored() {
  try {
    for (const name of Object.keys(sessionStorage)) {
      if (name.startsWith(PREFIX)) sessionStorage.removeItem(name)
    }
  } catch {
    // As above.
  }
}
