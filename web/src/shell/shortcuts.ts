import { useEffect, useRef } from 'react'
import type { Permission } from '@/domain/permissions'

interface Actions {
  search: () => void
  keys: () => void
  newJob: () => void
  go: (to: string) => void
  can: (permission: Permission) => boolean
}

/** Where `g` and a letter lead. */
export const GO: { key: string; to: string; label: string; needs?: Permission }[] = [
  { key: 't', to: '/', label: 'Today' },
  { key: 'j', to: '/jobs', label: 'Jobs', needs: 'jobs:read' },
  { key: 'b', to: '/jobs?view=board', label: 'Board', needs: 'jobs:read' },
  { key: 'c', to: '/customers', label: 'Customers', needs: 'customers:read' },
  { key: 'm', to: '/money', label: 'Money', needs: 'payments:read' },
  { key: 'h', to: '/money/cash', label: 'Cash in hand', needs: 'settlements:read' },
  { key: 'r', to: '/reports', label: 'Reports', needs: 'analytics:read' },
]

const SECOND_KEY_MS = 1000

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  )
}

/** The keys of the app, live wherever no text is typed and no dialog is open. */
export function useShortcuts(actions: Actions) {
  const latest = useRef(actions)
  latest.current = actions
  useEffect(() => {
    let goUntil = 0
    const pressed = (event: KeyboardEvent) => {
      const { search, keys, newJob, go, can } = latest.current
      const key = event.key.toLowerCase()
      if ((event.ctrlKey || event.metaKey) && key === 'k') {
        event.preventDefault()
        search()
        return
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (document.querySelector('[role=dialog],[role=menu]')) return
      if (event.timeStamp < goUntil) {
        goUntil = 0
        const place = GO.find(
          (candidate) => candidate.key === key && (!candidate.needs || can(candidate.needs)),
        )
        if (place) {
          event.preventDefault()
          go(place.to)
        }
        return
      }
      if (key === 'g') goUntil = event.timeStamp + SECOND_KEY_MS
      else if (key === 'n') newJob()
      else if (key === '?') keys()
      else if (key === '/') search()
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', pressed)
    return () => window.removeEventListener('keydown', pressed)
  }, [])
}
