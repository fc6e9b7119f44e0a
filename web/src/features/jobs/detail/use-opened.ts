import { useCallback } from 'react'
import { useLocation, useNavigate } from 'react-router'

const WINDOWS = ['payment', 'bill', 'edit', 'lines', 'hand-over', 'refund', 'write-off', 'cancel'] as const
export type Window = (typeof WINDOWS)[number]

/** Builds what an address asks for when one of its names says something else; null takes the name away. */
export function searchWith(search: string, name: string, value: string | null): string {
  const params = new URLSearchParams(search)
  if (value === null) params.delete(name)
  else params.set(name, value)
  return params.size > 0 ? `?${params}` : ''
}

/**
 * Which dialog, or editing, of a page is open, kept in the address: it is open again after a log-in, and Back closes it.
 */
export function useOpened() {
  const { search, state } = useLocation()
  const navigate = useNavigate()
  const named = new URLSearchParams(search).get('open')
  const opened = WINDOWS.find((name) => name === named) ?? null
  const wasPushed = typeof state === 'object' && state !== null && 'opened' in state
  const open = useCallback(
    (name: Window) => {
      if (name === opened) return
      const to = searchWith(search, 'open', name)
      void navigate(to, { state: { opened: true }, preventScrollReset: true })
    },
    [navigate, search, opened],
  )
  const close = useCallback(() => {
    if (opened === null) return
    if (wasPushed) return void navigate(-1)
    const to = searchWith(search, 'open', null) || '?'
    void navigate(to, { replace: true, preventScrollReset: true })
  }, [navigate, search, opened, wasPushed])
  return { opened, open, close }
}
