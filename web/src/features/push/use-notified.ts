import { useEffect } from 'react'
import { useNavigate } from 'react-router'
import type { User } from '@/domain/session'
import { safeNext } from '@/lib/safe-next'
import { keepDevice } from './this-device'

interface Wanted {
  type: 'revops:open'
  path: string
  workshop?: string
  address: string
}

function isWanted(data: unknown): data is Wanted {
  return typeof data === 'object' && data !== null && (data as Wanted).type === 'revops:open'
}

/** Keeps this device notified, and shows the page that a notification is about when it is tapped. */
export function useNotified({ id, workshop_id: here }: User) {
  const navigate = useNavigate()
  useEffect(() => void keepDevice(id).catch(() => {}), [id])
  useEffect(() => {
    const open = ({ data, ports }: MessageEvent<unknown>) => {
      if (!isWanted(data)) return
      const path = safeNext(data.path)
      const address = safeNext(data.address)
      ports[0]?.postMessage('opened')
      if (path && (!data.workshop || data.workshop === here)) navigate(path)
      else if (address) window.location.assign(address)
    }
    navigator.serviceWorker?.addEventListener('message', open)
    return () => navigator.serviceWorker?.removeEventListener('message', open)
  }, [here, navigate])
}
