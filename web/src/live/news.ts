import type { Query, QueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import type { Changed } from './listen'

// Farther down than this, what comes in above moves what is read.
const TOP_PX = 300

interface News {
  lists: Query[]
  ids: Set<string>
  client: QueryClient
}

let news: News | null = null
const listeners = new Set<() => void>()

export const isAtTop = () => window.scrollY <= TOP_PX

function become(next: News | null) {
  if (news === next) return
  news = next
  for (const changed of listeners) changed()
}

/** Keeps what changed in lists that are being read; it is shown when whoever reads them wants it, or is back at the top. */
export function hold(client: QueryClient, lists: Query[], changed: Changed | null) {
  const ids = new Set(news?.ids)
  for (const { queryKey } of lists) for (const id of changed?.[String(queryKey[0])] ?? []) ids.add(id)
  become({ client, lists: [...new Set([...(news?.lists ?? []), ...lists])], ids })
  // Whoever comes to the list from elsewhere is shown it as it is.
  for (const { queryKey } of lists)
    void client.invalidateQueries({ queryKey, exact: true, refetchType: 'none' })
}

/** Shows what was kept. */
export function show() {
  const kept = news
  become(null)
  for (const { queryKey } of kept?.lists ?? [])
    void kept?.client.refetchQueries({ queryKey, exact: true, type: 'active' })
}

/** Forgets what was kept: another page is looked at. */
export function forget() {
  become(null)
}

/** Shows what was kept as soon as the top of the page is back; returns how to stop. */
export function showAtTop(): () => void {
  const look = () => {
    if (news && isAtTop()) show()
  }
  window.addEventListener('scroll', look, { passive: true })
  return () => window.removeEventListener('scroll', look)
}

function subscribe(changed: () => void): () => void {
  listeners.add(changed)
  return () => void listeners.delete(changed)
}

/** How many rows changed of the lists that are being read; null when none did. */
export function useNews(): number | null {
  return useSyncExternalStore(subscribe, () => news && Math.max(news.ids.size, 1))
}
