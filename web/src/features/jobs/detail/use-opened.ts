import { useCallback } from 'react'
import { useLocation, useNavigate } from 'react-router'

const WINDOWS = ['payment', 'edit', 'lines'] as const
type Opened = (typeof WINDOWS)[number]

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
    (name: Opened) => {
      if (name === opened) return
      void navigate(`?open=${name}`, { state: { opened: true }, preventScrollReset: true })
    },
    [navigate, opened],
  )
  const close = useCallback(() => {
    if (opened === null) return
    if (wasPushed) void navigate(-1)
    else void navigate('?', { replace: true, preventScrollReset: true })
  }, [navigate, opened, wasPushed])
  return { opened, open, close }
}
