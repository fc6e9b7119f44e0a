import { useQueryClient } from '@tanstack/react-query'
import { WifiOff } from 'lucide-react'
import { useAsOf } from '@/api/kept'
import { useFormats } from '@/domain/formats'
import { cn } from '@/lib/cn'
import { clock, dayOf, inSentence } from '@/lib/days'
import { useOnline } from '@/lib/use-online'
import { useWords } from '@/lib/words'
import { SHELL } from './words'

/** What is away, and since when what one sees is as it was; null while all is there. */
function useAway() {
  const isOnline = useOnline()
  const asOf = useAsOf(useQueryClient())
  if (isOnline && asOf === null) return null
  return { isOnline, asOf }
}

/** The same in a bar that stays where it is, for who has scrolled the banner away. */
export function OfflineMark({ className }: { className?: string }) {
  const found = useAway()
  const words = useWords(SHELL)
  if (!found) return null
  return (
    // The banner says it to who hears the page.
    <span
      aria-hidden
      className={cn(
        'flex min-h-11 items-center justify-center gap-1.5 px-2 text-2xs text-warning',
        className,
      )}
    >
      <WifiOff className="size-4 shrink-0" />
      {/* Between the name of the garage and what is not sent a phone has no room for the word. */}
      <span className="max-md:hidden">{words.offline}</span>
    </span>
  )
}

/** Says quietly that the network is gone and how old is what one sees; what is typed stays. */
export function OfflineBanner() {
  const found = useAway()
  const words = useWords(SHELL)
  const { timezone, dayTime, today } = useFormats()
  if (!found) return null
  const { asOf } = found
  const away = found.isOnline ? words.noAnswer : words.noNetwork
  const instant = asOf === null ? null : new Date(asOf).toISOString()
  return (
    <div
      role="status"
      className="flex items-center justify-center gap-2 border-b bg-warning-tint px-4 py-2 text-sm text-warning print:hidden"
    >
      <WifiOff className="size-4 shrink-0" aria-hidden />
      {instant === null
        ? `${away} ${words.typedIsKept}`
        : `${away} ${words.asOf(dayOf(instant, timezone) === today() ? clock(instant, timezone) : inSentence(dayTime(instant)))}`}
    </div>
  )
}
