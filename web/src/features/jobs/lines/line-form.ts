import type { Schemas } from '@/api/client'
import { readAmount, typedAmount } from '@/lib/amount'
import { plainNumber } from '@/lib/digits'
import { percentText, readPercent } from '@/lib/percent'
import { z } from '@/lib/zod'

export type Item = Schemas['ItemIn']
export type Bill = Schemas['BillOut']
type BillLine = Bill['lines'][number]

/** A line as a person types it. */
export interface LineText {
  kind: Item['kind']
  description: string
  quantity: string
  unit: string
  unit_price: string
  discount: string
  tax_percent: string
  hsn_sac: string
}

export interface LinesText {
  items: LineText[]
}

type LineField = keyof LineText

/** The most lines that the server takes. */
export const MAX_LINES = 200
const LARGEST_QUANTITY = 100_000
const QUANTITY_DECIMALS = 3

export function emptyLine(kind: Item['kind'] = 'labour'): LineText {
  return {
    kind,
    description: '',
    quantity: '1',
    unit: '',
    unit_price: '',
    discount: '',
    tax_percent: '',
    hsn_sac: '',
  }
}

/** A line that nobody has begun: it is left out of what is sent. */
export function isBlank({ description, unit_price, discount }: LineText): boolean {
  return [description, unit_price, discount].every((text) => text.trim() === '')
}

/** The lines of a bill, as a person would type them. The rate and the code stay what they were. */
export function linesOf(lines: readonly BillLine[], decimals: number): LineText[] {
  return lines.map((line) => ({
    kind: line.kind,
    description: line.description,
    quantity: String(line.quantity),
    unit: line.unit,
    unit_price: typedAmount(line.unit_price, decimals),
    discount: line.discount === 0 ? '' : typedAmount(line.discount, decimals),
    tax_percent: percentText(line.tax_rate_bp),
    hsn_sac: line.hsn_sac,
  }))
}

/** Whether lines were saved as these: an answer that did not arrive is no change by somebody else. */
export function isSaved(items: readonly Item[], lines: readonly BillLine[]): boolean {
  return (
    items.length === lines.length &&
    items.every((item, index) =>
      Object.entries(item).every(([field, value]) => lines[index]?.[field as keyof BillLine] === value),
    )
  )
}

function readQuantity(text: string): { ok: true; quantity: number } | { ok: false; why: string } {
  const reading = readAmount(text, QUANTITY_DECIMALS)
  if (!reading.ok) {
    return {
      ok: false,
      why: text.trim() === '' ? 'Enter how many.' : 'Enter a number with at most 3 decimals.',
    }
  }
  if (reading.amount <= 0) return { ok: false, why: 'Enter more than 0.' }
  if (reading.amount > LARGEST_QUANTITY)
    return { ok: false, why: `The most that can be entered is ${LARGEST_QUANTITY.toLocaleString('en')}.` }
  return { ok: true, quantity: reading.amount }
}

/** Reads one line: what is sent for it, or what is wrong with which field. */
export function readLine(
  line: LineText,
  decimals: number,
): { item: Item; wrong: null } | { item: null; wrong: Partial<Record<LineField, string>> } {
  const wrong: Partial<Record<LineField, string>> = {}
  const amount = (field: 'unit_price' | 'discount', text: string) => {
    const reading = readAmount(text, decimals)
    if (!reading.ok) wrong[field] = text.trim() === '' ? 'Enter a price.' : reading.why
    return reading.ok ? reading.amount : 0
  }
  const description = line.description.trim()
  if (description === '') wrong.description = 'Say what it is.'
  if (description.length > 500) wrong.description = 'At most 500 characters.'
  const quantity = readQuantity(line.quantity)
  if (!quantity.ok) wrong.quantity = quantity.why
  const unit = line.unit.trim()
  if (unit.length > 12) wrong.unit = 'At most 12 characters.'
  const unitPrice = amount('unit_price', line.unit_price)
  const discount = line.discount.trim() === '' ? 0 : amount('discount', line.discount)
  const rate = line.tax_percent.trim() === '' ? null : readPercent(line.tax_percent)
  if (line.tax_percent.trim() !== '' && rate === null) wrong.tax_percent = 'Enter a rate such as 18 or 2.5.'
  const code = plainNumber(line.hsn_sac)
  if (code !== '' && !/^\d{4,8}$/.test(code)) wrong.hsn_sac = '4 to 8 digits.'
  if (Object.keys(wrong).length > 0 || !quantity.ok) return { item: null, wrong }
  return {
    wrong: null,
    item: {
      kind: line.kind,
      description,
      quantity: quantity.quantity,
      unit,
      unit_price: unitPrice,
      discount,
      ...(code !== '' && { hsn_sac: code }),
      ...(rate !== null && { tax_rate_bp: rate }),
    },
  }
}

/** One line of a form; null when nobody has begun it. */
export function lineSchema(decimals: number) {
  return z.custom<LineText>().transform((line, context): Item | null => {
    if (isBlank(line)) return null
    const { item, wrong } = readLine(line, decimals)
    for (const [field, message] of Object.entries(wrong ?? {})) {
      context.addIssue({ code: 'custom', path: [field], message })
    }
    return item ?? z.NEVER
  })
}

/** The lines that can be priced, and which line of the form each is. */
export function readable(lines: readonly LineText[], decimals: number): { items: Item[]; at: number[] } {
  const items: Item[] = []
  const at: number[] = []
  lines.forEach((line, index) => {
    if (isBlank(line)) return
    const { item } = readLine(line, decimals)
    if (!item) return
    items.push(item)
    at.push(index)
  })
  return { items, at }
}

const SERVER_NAMES: Record<string, LineField> = { tax_rate_bp: 'tax_percent' }

/** The field of the form that the server's `items.1.quantity` is about; null for one that is about no line. */
export function formField(field: string, at: readonly number[]): `items.${number}.${LineField}` | null {
  const [, sent, name = ''] = field.match(/^items\.(\d+)\.(\w+)$/) ?? []
  const index = sent === undefined ? undefined : at[Number(sent)]
  if (index === undefined) return null
  return `items.${index}.${SERVER_NAMES[name] ?? (name as LineField)}`
}

/** Where the server's words about lines belong in a form that also has other fields. */
export function lineHomes(
  fields: readonly { field: string }[],
  at: readonly number[],
): Record<string, NonNullable<ReturnType<typeof formField>>> {
  return Object.fromEntries(
    fields.flatMap(({ field }) => {
      const home = formField(field, at)
      return home ? [[field, home]] : []
    }),
  )
}

/** The server's words about a line without the line's number, which its place says. */
export function withoutPlace(message: string): string {
  const bare = message.replace(/^Line \d+: /, '').replace(/ on line \d+/, '')
  return bare.charAt(0).toUpperCase() + bare.slice(1)
}
