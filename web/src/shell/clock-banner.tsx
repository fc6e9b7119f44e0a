import { ClockAlert } from 'lucide-react'
import { useMinutesAhead } from '@/lib/clock'

/** Says quietly that the device's clock is wrong: days and times here are the server's. */
export function ClockBanner() {
  const ahead = useMinutesAhead()
  if (ahead === 0) return null
  return (
    <div
      role="status"
      className="flex items-center justify-center gap-2 border-b bg-warning-tint px-4 py-2 text-sm text-warning"
    >
      <ClockAlert className="size-4 shrink-0" aria-hidden />
      The clock of this device is {duration(Math.abs(ahead))} {ahead > 0 ? 'fast' : 'slow'}. Days and times
      here follow the server.
    </div>
  )
}

function duration(minutes: number): string {
  const [size, name] = minutes < 90 ? [1, 'minute'] : minutes < 36 * 60 ? [60, 'hour'] : [1440, 'day']
  const number = Math.round(minutes / Number(size))
  return `${number} ${name}${number === 1 ? '' : 's'}`
}
