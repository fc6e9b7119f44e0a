/** A part of the app did not load. */
export class PartMissing extends Error {
  override name = 'PartMissing'
}

const RENEWED = 'revops:renewed'

/** The script that this page was started with; each version has its own. */
function ownVersion(): string {
  return document.querySelector('script[type=module][src]')?.getAttribute('src') ?? ''
}

/** Whether the server has another version than this page is of. The worker knows its own only, so it is passed by. */
async function isOutdated(): Promise<boolean> {
  const answer = await fetch(`/index.html?asked=${Date.now()}`, { cache: 'no-store' })
  return answer.ok && !(await answer.text()).includes(`"${ownVersion()}"`)
}

/** Opens the newest version, once: a part of this one may be gone from the server after an upgrade. */
async function renew(): Promise<boolean> {
  try {
    if (sessionStorage.getItem(RENEWED) === ownVersion() || !(await isOutdated())) return false
    sessionStorage.setItem(RENEWED, ownVersion())
    // The worker would open what it has kept; the next one keeps the new version.
    const registration = await navigator.serviceWorker?.getRegistration()
    await registration?.unregister()
    window.location.reload()
    return true
  } catch {
    return false
  }
}

/** Loads a part of the app; when it is gone because there is a new version, that is opened instead. */
export async function loadPart<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch {
    // While the page goes nothing more is drawn on it.
    if (await renew()) return new Promise<T>(() => {})
    throw new PartMissing()
  }
}
