// Who turned notifications on on this device: it is theirs until they log out.
const KEY = 'revops:notified'

export function rememberNotified(userId: string) {
  try {
    localStorage.setItem(KEY, userId)
  } catch {
    // Then they are turned on again after the next log-in.
  }
}

export function forgetNotified() {
  try {
    localStorage.removeItem(KEY)
  } catch {
    // As above.
  }
}

export function isNotified(userId: string): boolean {
  try {
    return localStorage.getItem(KEY) === userId
  } catch {
    return false
  }
}
