import { useQuery } from '@tanstack/react-query'
import { Plus, X } from 'lucide-react'
import type { Schemas } from '@/api/client'
import { AmountInput } from '@/components/amount-input'
import { Button } from '@/components/ui/button'
import { Choice } from '@/components/ui/choice'
import { Input } from '@/components/ui/input'
import { useFormats } from '@/domain/formats'
import { workshopQuery } from '@/domain/workshop'
import { billingQuery } from '@/features/billing/queries'
import { readAmount, typedAmount } from '@/lib/amount'
import { newId } from '@/lib/new-id'

type Item = Schemas['ItemIn']

export interface LineText {
  key: string
  kind: Item['kind']
  description: string
  quantity: string
  price: string
  /** What is sent with it as it was: the rate, the code, the discount. */
  kept: Partial<Item>
}

const KINDS = [
  { value: 'labour', label: 'Labour' },
  { value: 'part', label: 'Part' },
] as const

/** A line that nobody has typed yet. */
export function emptyLine(kind: Item['kind'] = 'labour', description = ''): LineText {
  return { key: newId(), kind, description, quantity: '1', price: '', kept: {} }
}

/** A line as it is stored, to be typed over. A price that is not known is empty. */
export function textOfLine(line: Schemas['TemplateLine'], decimals: number): LineText {
  return {
    key: newId(),
    kind: line.kind,
    description: line.description,
    quantity: String(line.quantity),
    price: line.unit_price === null ? '' : typedAmount(line.unit_price, decimals),
    kept: {
      unit: line.unit,
      discount: line.discount,
      tax_rate_bp: line.tax_rate_bp,
      hsn_sac: line.hsn_sac || null,
    },
  }
}

/** Reads the lines as they are sent; null when one is not right yet. */
export function readLines(lines: readonly LineText[], decimals: number): Item[] | null {
  const items = lines
    .filter(({ description, price }) => description.trim() !== '' || price.trim() !== '')
    .map(({ kind, description, quantity, price, kept }) => {
      const [many, each] = [readAmount(quantity, 3), readAmount(price, decimals)]
      if (description.trim() === '' || !many.ok || many.amount === 0 || !each.ok) return null
      return {
        discount: 0,
        unit: '',
        ...kept,
        kind,
        description: description.trim(),
        quantity: many.amount,
        unit_price: each.amount,
      }
    })
  return items.length > 0 && items.every((item) => item !== null) ? items : null
}

/** What lines come to at their own prices. */
export function sumOfLines(lines: readonly Pick<Item, 'quantity' | 'unit_price' | 'discount'>[]): number {
  return lines.reduce(
    (total, line) =>
      total + Number(line.quantity ?? 1) * Number(line.unit_price) - Number(line.discount ?? 0),
    0,
  )
}

/** Writes what lines come to at their own prices, which are before tax where tax is added to them. */
export function useSumWords(): (lines: Parameters<typeof sumOfLines>[0]) => string {
  const { money } = useFormats()
  const { data: workshop } = useQuery(workshopQuery)
  const { data: billing } = useQuery(billingQuery)
  const isTaxAdded = Boolean(workshop?.gst_number) && billing?.current.prices_include_tax === false
  return (lines) => `${money(sumOfLines(lines))}${isTaxAdded ? ' before tax' : ''}`
}

interface ServiceLinesProps {
  lines: readonly LineText[]
  onChange: (lines: LineText[]) => void
}

/** The lines of a service or a usual job, one below the other. */
export function ServiceLines({ lines, onChange }: ServiceLinesProps) {
  const change = (key: string, changed: Partial<LineText>) =>
    onChange(lines.map((line) => (line.key === key ? { ...line, ...changed } : line)))
  return (
    <>
      <ul className="space-y-3" aria-label="Lines">
        {lines.map((line, index) => (
          <li key={line.key} className="space-y-2 border-t pt-3">
            <div className="flex items-center justify-between gap-2">
              <Choice
                label={`Kind of line ${index + 1}`}
                value={line.kind}
                options={KINDS}
                onChange={(kind) => change(line.key, { kind })}
              />
              {lines.length > 1 && (
                <Button
                  variant="ghost"
                  size="icon"
                  aria-label={`Remove line ${index + 1}`}
                  onClick={() => onChange(lines.filter(({ key }) => key !== line.key))}
                >
                  <X aria-hidden />
                </Button>
              )}
            </div>
            <Input
              aria-label={`Line ${index + 1}`}
              placeholder="What"
              maxLength={500}
              value={line.description}
              onChange={(event) => change(line.key, { description: event.target.value })}
            />
            <div className="grid grid-cols-[5rem_minmax(0,1fr)] gap-2">
              <Input
                aria-label={`Quantity of line ${index + 1}`}
                inputMode="decimal"
                className="figure"
                value={line.quantity}
                onChange={(event) => change(line.key, { quantity: event.target.value })}
              />
              <AmountInput
                aria-label={`Price of line ${index + 1}`}
                placeholder="Price of one"
                text={line.price}
                value={line.price}
                onChange={(event) => change(line.key, { price: event.target.value })}
              />
            </div>
          </li>
        ))}
      </ul>
      <Button variant="outline" size="sm" onClick={() => onChange([...lines, emptyLine('part')])}>
        <Plus aria-hidden /> Line
      </Button>
    </>
  )
}
