import { useEffect, useRef, useSyncExternalStore } from 'react'

function subscribe(changed: () => void) {
  window.addEventListener('online', changed)
  window.addEventListener('offline', changed)
  return () => {
    window.removeEventListener('online', changed)
    window.removeEventListener('offline', changed)
  }
}

/** Whether the device says that it has a network. */
export function useOnline(): boolean {
  return useSyncExternalStore(subscribe, () => navigator.onLine)
}

/** Calls `then` when the device has a network again. */
export function useOnceOnline(then: () => void) {
  const latest = useRef(then)
  latest.current = then
  useEffect(() => {
    const call = () => latest.current()
    window.addEventListener('online', call)
    return () => window.removeEventListener('online', call)
  }, [])
}
