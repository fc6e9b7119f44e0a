import { ClockAlert } from 'lucide-react'
import { useMinutesAhead } from '@/lib/clock'
import { useWords } from '@/lib/words'
import { SHELL } from './words'

/** Says quietly that the device's clock is wrong: days and times here are the server's. */
export function ClockBanner() {
  const ahead = useMinutesAhead()
  const words = useWords(SHELL)
  if (ahead === 0) return null
  return (
    <div
      role="status"
      className="flex items-center justify-center gap-2 border-b bg-warning-tint px-4 py-2 text-sm text-warning"
    >
      <ClockAlert className="size-4 shrink-0" aria-hidden />
      {words.clock(ahead)}
    </div>
  )
}
