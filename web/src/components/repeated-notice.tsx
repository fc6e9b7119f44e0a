import type { Repeated } from '@/api/use-submission'
import { Notice } from './field'
import { Button } from './ui/button'

/** The answers are below the edge of a phone where a form is long. */
function bringIntoView(answers: HTMLElement | null) {
  answers?.scrollIntoView?.({ block: 'nearest' })
}

interface RepeatedNoticeProps {
  repeated: Repeated
  /** What recording it once more is called on the button. */
  another: string
  className?: string
}

/** Asks whether what was recorded just now is meant a second time, in the place of the button that was pressed. */
export function RepeatedNotice({ repeated, another, className }: RepeatedNoticeProps) {
  return (
    <Notice tone="warning" className={className}>
      <p className="text-foreground">{repeated.words}</p>
      <div ref={bringIntoView} className="mt-3 flex scroll-mb-8 flex-wrap gap-2">
        <Button className="flex-1" records onClick={repeated.same}>
          No, it was the same
        </Button>
        <Button variant="outline" className="flex-1" records onClick={repeated.another}>
          {another}
        </Button>
      </div>
    </Notice>
  )
}
