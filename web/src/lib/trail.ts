import { useEffect } from 'react'
import { useLocation, useNavigate } from 'react-router'

interface Place {
  pathname: string
  search: string
}

/** The pages of this visit by their place in the browser's history. */
const trail: Place[] = []

function placeInHistory(): number {
  const { idx } = (window.history.state ?? {}) as { idx?: number }
  return idx ?? 0
}

/** Notes each page that is shown, so that a way back leads to it as it was. */
export function useTrail() {
  const { pathname, search, key } = useLocation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same address again is another place in the history
  useEffect(() => {
    trail.length = placeInHistory()
    trail[placeInHistory()] = { pathname, search }
  }, [pathname, search, key])
}

/** Where a page was left last on the way here: how many steps back that is, and what its address says. */
function leftAt(pathname: string) {
  const here = placeInHistory()
  for (let at = Math.min(here, trail.length) - 1; at >= 0; at--) {
    const place = trail[at]
    if (place?.pathname === pathname) return { steps: at - here, search: place.search }
  }
  return null
}

/** What the address of a page said when it was left last on the way here; empty where one did not come from it. */
export function searchLeftAt(pathname: string): string {
  return leftAt(pathname)?.search ?? ''
}

/**
 * The way back to a list: to what was shown there, where it was scrolled to, when one came from it; otherwise to its top.
 */
export function useWayBack(to: string) {
  const navigate = useNavigate()
  const [pathname = to, search] = to.split('?')
  const left = leftAt(pathname)
  const address = left ? pathname + left.search : search ? to : pathname
  return {
    to: address,
    onClick: (event: React.MouseEvent) => {
      const isPlain =
        !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) && event.button === 0
      const now = leftAt(pathname)
      if (!isPlain || !now) return
      event.preventDefault()
      void navigate(now.steps)
    },
  }
}
