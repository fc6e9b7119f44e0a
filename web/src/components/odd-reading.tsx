import type { UseFormRegisterReturn } from 'react-hook-form'
import { Notice } from './field'
import { Button } from './ui/button'
import { Input } from './ui/input'

const USUAL = ['The instrument was replaced', 'The last reading was wrong']

interface OddReadingProps {
  /** What the server says of the reading. */
  words: string
  field: UseFormRegisterReturn
  onPick: (reason: string) => void
}

/** Asks why an odometer reads so: an answer at a press, or in one's own words. */
export function OddReading({ words, field, onPick }: OddReadingProps) {
  return (
    <Notice tone="warning" className="sm:col-span-2">
      <p className="text-foreground">{words}</p>
      <Input
        {...field}
        aria-label="Reason for this reading"
        placeholder="What is the reason?"
        autoComplete="off"
        autoFocus
        maxLength={200}
        className="mt-2 bg-card text-foreground"
      />
      <div className="mt-2 flex flex-wrap gap-2">
        {USUAL.map((reason) => (
          <Button key={reason} size="sm" variant="outline" onClick={() => onPick(reason)}>
            {reason}
          </Button>
        ))}
      </div>
    </Notice>
  )
}
