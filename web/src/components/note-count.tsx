import { Minus, Plus } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { Money } from '@/components/money'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { useFormats } from '@/domain/formats'
import { countTotal, facesOf, MAX_PIECES, type NoteCount as Pieces } from '@/lib/denominations'
import { plainNumber } from '@/lib/digits'

interface NoteCountProps {
  value: Pieces
  onChange: (count: Pieces) => void
  /** The sum below, while it is counted. */
  showsTotal: boolean
  error?: string | undefined
  autoFocus?: boolean
}

/** Cash by its notes and coins: pieces are typed, Next leads to the next note, or stepped with a thumb. */
export function NoteCount({ value, onChange, showsTotal, error, autoFocus }: NoteCountProps) {
  const { currency, decimals, money } = useFormats()
  const set = (face: string, pieces: number) =>
    onChange({ ...value, [face]: Math.min(Math.max(pieces, 0), MAX_PIECES) })
  return (
    <fieldset>
      <legend className="sr-only">Notes and coins</legend>
      <ul className="divide-y">
        {facesOf(currency).map((face, at) => {
          const pieces = value[face] ?? 0
          const name = money(Number(face))
          return (
            <li key={face} className="flex flex-wrap items-center gap-x-2 py-1">
              {/* The letters of a currency stand at the sum; here they would break the figure on a phone. */}
              <span className="figure w-16 shrink-0 font-medium">{name.replace(/^[A-Z]{3}\s/, '')}</span>
              <Button
                size="icon"
                variant="outline"
                aria-label={`One ${name} less`}
                disabled={pieces === 0}
                tabIndex={-1}
                onClick={() => set(face, pieces - 1)}
              >
                <Minus aria-hidden />
              </Button>
              <Input
                className="figure w-16 px-1 text-center"
                inputMode="numeric"
                pattern="[0-9]*"
                autoComplete="off"
                enterKeyHint="next"
                maxLength={6}
                placeholder="0"
                aria-label={`Pieces of ${name}`}
                autoFocus={autoFocus && at === 0}
                value={pieces || ''}
                onFocus={(event) => event.target.select()}
                onKeyDown={toNextNote}
                onChange={(event) => set(face, Number(plainNumber(event.target.value).replace(/\D/g, '')))}
              />
              <Button
                size="icon"
                variant="outline"
                aria-label={`One ${name} more`}
                tabIndex={-1}
                onClick={() => set(face, pieces + 1)}
              >
                <Plus aria-hidden />
              </Button>
              <span className="min-w-max flex-1 text-right text-muted text-sm">
                {pieces > 0 && <Money amount={countTotal({ [face]: pieces }, decimals)} />}
              </span>
            </li>
          )
        })}
      </ul>
      {showsTotal && (
        <p className="flex items-baseline justify-between border-t py-2" aria-live="polite">
          <span className="label-caps">Counted</span>
          <Money amount={countTotal(value, decimals)} className="text-2xl" />
        </p>
      )}
      {error && (
        <p role="alert" className="mt-1.5 text-[0.8125rem] text-danger">
          {error}
        </p>
      )}
    </fieldset>
  )
}

/** The keyboard's Next, which is Enter, leads from note to note; behind the last one it is as elsewhere. */
function toNextNote(event: KeyboardEvent<HTMLInputElement>) {
  if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return
  const row = event.currentTarget.closest('li')
  const next = row?.nextElementSibling?.querySelector('input')
  if (!next) return
  event.preventDefault()
  next.focus()
}
