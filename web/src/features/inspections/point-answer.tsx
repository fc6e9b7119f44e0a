import { Check } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { cn } from '@/lib/cn'
import { useWords } from '@/lib/words'
import { foundBy, isReading } from './findings'
import type { Found, InspectedPoint } from './queries'
import { INSPECTIONS } from './words'

const PRESSED: Record<Found, string> = {
  good: 'border-success bg-success-tint text-success',
  soon: 'border-warning bg-warning-tint text-warning',
  now: 'border-danger bg-danger-tint text-danger',
}

interface PointAnswerProps {
  point: InspectedPoint
  measured: number | null
  /** Whether the limits of the point say how it is. */
  follows: boolean
  isWrong: boolean
  onAnswer: (answer: Found) => void
}

/** The answer to a point: one button for what was measured, or one for each way it can be. */
export function PointAnswer({ point, measured, follows, isWrong, onAnswer }: PointAnswerProps) {
  const words = useWords(INSPECTIONS)
  if (follows && measured !== null) {
    const found = foundBy(point, measured)
    return (
      <button
        type="button"
        data-records
        aria-label={words.saveAs(words.found[found])}
        onClick={() => onAnswer(found)}
        className={cn(
          'flex min-h-18 w-full items-center justify-center gap-2 border-2 font-heading font-semibold text-2xl',
          PRESSED[found],
        )}
      >
        {words.found[found]}
        {point.answer === found && point.measured === measured && <Check aria-hidden />}
      </button>
    )
  }
  if (isReading(point))
    return (
      <Button
        variant="primary"
        className="min-h-18 w-full font-heading font-semibold text-2xl"
        records
        onClick={() => onAnswer('good')}
      >
        {measured === null && !isWrong ? words.cannotBeRead : words.saveReading}
      </Button>
    )
  return (
    <fieldset className="grid grid-cols-3 gap-2">
      <legend className="sr-only">{point.title}</legend>
      {(Object.keys(PRESSED) as Found[]).map((answer) => (
        <button
          key={answer}
          type="button"
          data-records
          aria-pressed={point.answer === answer}
          onClick={() => onAnswer(answer)}
          className={cn(
            'flex min-h-18 items-center justify-center gap-1.5 border-2 border-input font-heading font-semibold text-2xl',
            point.answer === answer && PRESSED[answer],
          )}
        >
          {words.found[answer]}
          {point.answer === answer && <Check className="size-5" aria-hidden />}
        </button>
      ))}
    </fieldset>
  )
}
