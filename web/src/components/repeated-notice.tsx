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

/** Says that the same was recorded just now, and asks whether it is meant again, in the place of the pressed button. */
export function RepeatedNotice({ repeated, another, className }: RepeatedNoticeProps) {
  return (
    <Notice tone="warning" className={className}>
      <p className="text-foreground">{repeated.words}</p>
      <div ref={bringIntoView} className="mt-3 flex scroll-mb-8 flex-wrap gap-2">
        <Button className="grow" records onClick={repeated.same}>
          {repeated.another ? 'No, it was the same' : 'OK'}
        </Button>
        {repeated.another && (
          <Button variant="outline" className="grow" records onClick={repeated.another}>
            {another}
          </Button>
        )}
      </div>
    </Notice>
  )
}
