import type { Column } from './queries'

/** What a person may say that a column is, in the order of a statement. */
export const COLUMNS: { value: Column; label: string }[] = [
  { value: 'day', label: 'Date' },
  { value: 'narration', label: 'Description' },
  { value: 'reference', label: 'Reference' },
  { value: 'debit', label: 'Money out' },
  { value: 'credit', label: 'Money in' },
  { value: 'amount', label: 'Amount, in or out' },
  { value: 'direction', label: 'Whether in or out' },
  { value: 'balance', label: 'Balance' },
]

export type Said = Partial<Record<Column, number>>

/** Says that a column is this or, with null, none of these: each is one column, and each column is one of them. */
export function say(said: Said, index: number, column: Column | null): Said {
  const others = Object.entries(said).filter(([name, at]) => at !== index && name !== column)
  return { ...Object.fromEntries(others), ...(column !== null && { [column]: index }) }
}

/** What has still to be said before rows can be checked; null when it is enough. */
export function missing(said: Said): string | null {
  if (said.day === undefined) return 'Say which column is the date.'
  if (said.narration === undefined) return 'Say which column is the description.'
  if (said.amount === undefined && (said.debit === undefined || said.credit === undefined))
    return 'Say which columns are money out and money in, or which is the amount.'
  if (said.balance === undefined) return 'Say which column is the balance: each row is checked by it.'
  return null
}
