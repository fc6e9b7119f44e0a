import { Component, type ComponentProps, type ComponentType, lazy, type ReactNode, useState } from 'react'
import { PartMissing } from '@/api/problem'
import { ErrorState } from '@/components/states'

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

interface BoundaryProps {
  fallback: (error: unknown) => ReactNode
  children: ReactNode
}

/** Keeps what goes wrong in a part from taking the page. */
class Boundary extends Component<BoundaryProps, { error: unknown }> {
  override state = { error: null as unknown }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  override render() {
    return this.state.error === null ? this.props.children : this.props.fallback(this.state.error)
  }
}

/** A component that is loaded when it is shown. When it cannot be, that says so in its place, and all else stays. */
// biome-ignore lint/suspicious/noExplicitAny: a component of any properties, as React's own lazy takes it.
export function lazyPart<T extends ComponentType<any>>(load: () => Promise<{ default: T }>) {
  const make = (attempt: number) => ({
    attempt,
    Shown: lazy(() => loadPart(load)) as ComponentType<ComponentProps<T>>,
  })
  let latest = make(0)
  // biome-ignore lint/correctness/noComponentHookFactories: made once for each part, when its module is.
  return function Part(props: ComponentProps<T>) {
    const [{ attempt, Shown }, setShown] = useState(latest)
    const retry = () => {
      latest = make(attempt + 1)
      setShown(latest)
    }
    return (
      <Boundary
        key={attempt}
        fallback={(error) => <ErrorState error={error} onRetry={retry} className="py-6" />}
      >
        <Shown {...props} />
      </Boundary>
    )
  }
}
