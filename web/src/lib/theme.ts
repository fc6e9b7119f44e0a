import { useSyncExternalStore } from 'react'

export type Theme = 'dark' | 'light' | 'system'
const STORED_AS = 'revops:theme'
const wishesLight = window.matchMedia('(prefers-color-scheme: light)')
const listeners = new Set<() => void>()

/** The theme the user chose on this device; dark until they choose. */
function chosenTheme(): Theme {
  const chosen = localStorage.getItem(STORED_AS)
  return chosen === 'light' || chosen === 'system' ? chosen : 'dark'
}

export function chooseTheme(theme: Theme) {
  localStorage.setItem(STORED_AS, theme)
  paint()
}

/** Puts the theme on the page, as start.js does before the first paint. */
function paint() {
  const theme = chosenTheme()
  const light = theme === 'light' || (theme === 'system' && wishesLight.matches)
  document.documentElement.classList.toggle('light', light)
  for (const changed of listeners) changed()
}

wishesLight.addEventListener('change', paint)

function subscribe(changed: () => void) {
  listeners.add(changed)
  return () => void listeners.delete(changed)
}

export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, chosenTheme)
}

/** The colours now on the page, for what needs to know (toasts, charts). */
export function useIsLight(): boolean {
  return useSyncExternalStore(subscribe, () => document.documentElement.classList.contains('light'))
}
