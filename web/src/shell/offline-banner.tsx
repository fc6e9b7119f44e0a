import { useQueryClient } from '@tanstack/react-query'
import { WifiOff } from 'lucide-react'
import { useAsOf } from '@/api/kept'
import { useFormats } from '@/domain/formats'
import { clock, dayOf, inSentence } from '@/lib/days'
import { useOnline } from '@/lib/use-online'

/** Says quietly that the network is gone and how old is what one sees; what is typed stays. */
export function OfflineBanner() {
  const isOnline = useOnline()
  const asOf = useAsOf(useQueryClient())
  const { timezone, dayTime, today } = useFormats()
  if (isOnline && asOf === null) return null
  const away = isOnline ? 'The server does not answer.' : 'No network.'
  const instant = asOf === null ? null : new Date(asOf).toISOString()
  return (
    <div
      role="status"
      className="flex items-center justify-center gap-2 border-b bg-warning-tint px-4 py-2 text-sm text-warning"
    >
      <WifiOff className="size-4 shrink-0" aria-hidden />
      {instant === null
        ? `${away} What you type is kept; what you see may be old.`
        : `${away} What you see is as of ${dayOf(instant, timezone) === today() ? clock(instant, timezone) : inSentence(dayTime(instant))}; what you type is kept.`}
    </div>
  )
}
