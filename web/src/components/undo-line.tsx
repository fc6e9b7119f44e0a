import { Check, Undo2, X } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { COMMON } from '@/lib/common-words'
import { useWords } from '@/lib/words'
import { Button } from './ui/button'

interface UndoLineProps {
  /** What was done. */
  children: ReactNode
  /** Of what. */
  about?: string | undefined
  isRejected?: boolean
  /** Until when it can be taken back, in milliseconds of the clock. */
  until: number
  onUndo: () => void
  /** What stands there instead once it cannot be taken back from here. */
  instead?: ReactNode | false
}

/** What was just done, and the way to take it back while there is one: the same wherever something can be undone. */
export function UndoLine({ children, about, isRejected, until, onUndo, instead }: UndoLineProps) {
  const { undo } = useWords(COMMON)
  return (
    <div className="slide-in-from-bottom-2 fade-in flex min-h-12 w-full animate-in items-center gap-3 border border-input bg-card py-1 ps-3 pe-1 text-foreground text-sm duration-150">
      {isRejected ? (
        <X className="size-4 shrink-0 text-danger" aria-hidden />
      ) : (
        <Check className="size-4 shrink-0 text-success" aria-hidden />
      )}
      <p className="min-w-0 flex-1">
        {children}
        {about && <span className="block break-words text-muted text-xs">{about}</span>}
      </p>
      {instead || (
        <Button size="sm" variant="outline" records onClick={onUndo}>
          <Undo2 aria-hidden /> {undo} <Countdown until={until} />
        </Button>
      )}
    </div>
  )
}

/** Seconds that are left; not read out, or it would speak every second. */
function Countdown({ until }: { until: number }) {
  const left = () => Math.max(1, Math.ceil((until - Date.now()) / 1000))
  const [seconds, setSeconds] = useState(left)
  useEffect(() => {
    const timer = setInterval(() => setSeconds(Math.max(1, Math.ceil((until - Date.now()) / 1000))), 200)
    return () => clearInterval(timer)
  }, [until])
  return (
    <span className="figure w-4 text-right" aria-hidden>
      {seconds}
    </span>
  )
}
