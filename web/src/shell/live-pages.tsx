import { type ComponentType, useEffect, useState } from 'react'
import { loadPart } from '@/lib/load-part'

const AFTER_MS = 1500

/** Begins to keep the page up to date once it stands. Where that cannot be loaded, the page is as it was. */
export function LivePages() {
  const [Live, setLive] = useState<ComponentType | null>(null)
  useEffect(() => {
    const start = () =>
      void loadPart(() => import('./live')).then(
        (part) => setLive(() => part.Live),
        () => {},
      )
    const timer = setTimeout(start, AFTER_MS)
    return () => clearTimeout(timer)
  }, [])
  return Live && <Live />
}
