import { Component, type ComponentProps, type ComponentType, lazy, type ReactNode, useState } from 'react'
import { loadPart, PartMissing } from '@/lib/load-part'
import { useOnceOnline } from '@/lib/use-online'
import { ErrorState } from './states'

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

/** In the place of a part: what could not be loaded without a network is loaded as soon as there is one. */
function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  useOnceOnline(() => error instanceof PartMissing && onRetry())
  return <ErrorState error={error} onRetry={onRetry} className="py-6" />
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
      <Boundary key={attempt} fallback={(error) => <Failed error={error} onRetry={retry} />}>
        <Shown {...props} />
      </Boundary>
    )
  }
}
