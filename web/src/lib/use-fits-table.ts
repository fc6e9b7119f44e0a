import { type RefObject, useLayoutEffect, useState } from 'react'

// 60rem: where `wide:` of index.css applies.
const TABLE_PX = 960

/** Whether an element is wide enough for the columns of a table, as `wide:` is for what lies in a container. */
export function useFitsTable(element: RefObject<HTMLElement | null>): boolean {
  const [fits, setFits] = useState(() => window.innerWidth >= 1280)
  useLayoutEffect(() => {
    const shown = element.current
    if (!shown) return
    const measure = () => setFits(shown.clientWidth >= TABLE_PX)
    measure()
    const watcher = new ResizeObserver(measure)
    watcher.observe(shown)
    return () => watcher.disconnect()
  }, [element])
  return fits
}
