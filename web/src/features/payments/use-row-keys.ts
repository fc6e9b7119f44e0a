import { useCallback, useEffect, useRef } from 'react'
import { isShielded } from '@/lib/tap-shield'

const GO_MS = 1000
const DIALOG_CLOSES_MS = 300

/** A row's element, for focus. */
export function rowElementId(id: string): string {
  return `row-${id}`
}

function isElsewhere(target: EventTarget | null): boolean {
  if (document.querySelector('[role=dialog],[role=menu]')) return true
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  )
}

/**
 * Keys that work on the rows of a list: j, k and the arrows move, every other key does what `actions` says to the
 * row that has the focus. When that row leaves the list, the focus goes to the one that takes its place.
 */
export function useRowKeys(ids: readonly string[], actions: Record<string, (id: string | null) => void>) {
  const latest = useRef({ ids, actions })
  latest.current = { ids, actions }
  const current = useRef<{ id: string; index: number } | null>(null)

  useEffect(() => {
    const takeItsPlace = () => {
      const at = current.current
      if (!at || ids.includes(at.id) || document.activeElement !== document.body) return
      const next = ids[Math.min(at.index, ids.length - 1)]
      if (next !== undefined) document.getElementById(rowElementId(next))?.focus({ preventScroll: true })
    }
    takeItsPlace()
    // A dialog that made the row leave holds the focus until it has closed.
    const timer = setTimeout(takeItsPlace, DIALOG_CLOSES_MS)
    return () => clearTimeout(timer)
  }, [ids])

  useEffect(() => {
    let goUntil = 0
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isElsewhere(event.target)) return
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
      // The second key of "g j" and its like is the frame's.
      if (event.timeStamp < goUntil) {
        goUntil = 0
        return
      }
      if (key === 'g') goUntil = event.timeStamp + GO_MS
      const known = latest.current
      const at = current.current
      const index = at ? known.ids.indexOf(at.id) : -1
      const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[key]
      if (step !== undefined) {
        const start = index >= 0 ? index : (at?.index ?? 0) - step
        const next = known.ids[Math.max(0, Math.min(known.ids.length - 1, at ? start + step : 0))]
        const row = next === undefined ? null : document.getElementById(rowElementId(next))
        if (!row) return
        event.preventDefault()
        row.focus()
        return
      }
      const act = known.actions[key]
      if (!act) return
      event.preventDefault()
      const id = known.ids[index] ?? null
      const row = id === null ? null : document.activeElement?.closest(`#${CSS.escape(rowElementId(id))}`)
      // A key held down, or pressed again before the next row was seen, decides nothing.
      if (event.repeat || (row && isShielded(row, event.timeStamp))) return
      act(row ? id : null)
    }
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  }, [])

  /** To be called when a row, or something in it, gets the focus. */
  return useCallback((id: string) => {
    current.current = { id, index: latest.current.ids.indexOf(id) }
  }, [])
}
