import { Plus } from 'lucide-react'
import { type KeyboardEvent, useCallback, useEffect, useRef } from 'react'
import { useFieldArray, useFormContext } from 'react-hook-form'
import { Button } from '@/components/ui/button'
import { cn } from '@/lib/cn'
import { emptyLine, isBlank, type LinesText, type LineText, MAX_LINES } from './line-form'
import { COLUMNS, LineRow } from './line-row'
import type { Quote } from './use-quote'

const UNITS = ['Nos', 'L', 'set', 'pair', 'kg', 'm', 'hr']

/** The lines of a form. Enter goes to the next line, and adds one after the last. */
export default function LineFields({ quote }: { quote: Quote }) {
  const { control, register, setValue, formState } = useFormContext<LinesText>()
  const { fields, list, isFull, add, removeLine, next } = useLines()
  const wrong = formState.errors.items?.message ?? formState.errors.items?.root?.message
  return (
    <div className="@container">
      <div
        aria-hidden
        className={cn('label-caps hidden items-center gap-2 border-b px-4 py-2 @2xl:grid', COLUMNS)}
      >
        <span>Kind</span>
        <span>Description</span>
        <span className="text-right">Qty</span>
        <span>Unit</span>
        <span className="text-right">Price</span>
        <span className="text-right">Total</span>
      </div>
      <ul ref={list} aria-label="Labour and parts" onKeyDown={next}>
        {fields.map((field, index) => (
          <LineRow
            key={field.id}
            index={index}
            control={control}
            register={register}
            setValue={setValue}
            amount={quote.amounts.get(index) ?? null}
            wrong={quote.wrong}
            onRemove={removeLine}
          />
        ))}
      </ul>
      <datalist id="units-of-lines">
        {UNITS.map((unit) => (
          <option key={unit} value={unit} />
        ))}
      </datalist>
      <div className="flex flex-wrap items-center gap-2 px-4 py-3">
        <Button size="sm" variant="outline" disabled={isFull} onClick={() => add('labour')}>
          <Plus aria-hidden /> Labour
        </Button>
        <Button size="sm" variant="outline" disabled={isFull} onClick={() => add('part')}>
          <Plus aria-hidden /> Part
        </Button>
        {isFull && <p className="text-muted text-sm">A job can have at most {MAX_LINES} lines.</p>}
        {!isFull && <p className="hidden text-muted text-xs md:block">Enter adds a line</p>}
      </div>
      {wrong && (
        <p role="alert" className="px-4 pb-3 text-danger text-sm">
          {wrong}
        </p>
      )}
    </div>
  )
}

function hasKeyboard(): boolean {
  return window.matchMedia('(pointer: fine)').matches
}

/** The lines, how one is added and removed, and where Enter leads. */
function useLines() {
  const { control, setFocus, getValues } = useFormContext<LinesText>()
  const { fields, append, remove } = useFieldArray({ control, name: 'items' })
  const list = useRef<HTMLUListElement>(null)
  const isFull = fields.length >= MAX_LINES

  const add = (kind: LineText['kind']) => {
    if (isFull) return
    append(emptyLine(kind), { focusName: `items.${fields.length}.description` })
  }
  // The first line is there at once, and is removed for good only by a person.
  const isBegun = useRef(false)
  useEffect(() => {
    if (isBegun.current) return
    isBegun.current = true
    if (getValues('items').length === 0) append(emptyLine(), { shouldFocus: hasKeyboard() })
  }, [append, getValues])
  const removeLine = useCallback(
    (index: number) => {
      remove(index)
      // The focus was on the button that is gone.
      list.current?.querySelector<HTMLElement>(`[data-line="${Math.max(0, index - 1)}"] input`)?.focus()
    },
    [remove],
  )
  const next = (event: KeyboardEvent) => {
    const { target } = event
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || !(target instanceof HTMLInputElement))
      return
    event.preventDefault()
    const at = Number(target.closest<HTMLElement>('[data-line]')?.dataset.line)
    const line = getValues(`items.${at}`)
    if (at < fields.length - 1) setFocus(`items.${at + 1}.description`)
    else if (line && !isBlank(line)) add(line.kind)
  }
  return { fields, list, isFull, add, removeLine, next }
}
