import { WifiOff } from 'lucide-react'
import { useOnline } from '@/lib/use-online'

/** Says quietly that the network is gone; what is typed stays. */
export function OfflineBanner() {
  const online = useOnline()
  if (online) return null
  return (
    <div
      role="status"
      className="flex items-center justify-center gap-2 border-b bg-warning-tint px-4 py-2 text-sm text-warning"
    >
      <WifiOff className="size-4 shrink-0" aria-hidden />
      No network. What you type is kept; what you see may be old.
    </div>
  )
}
