import { Problem, sentence } from '@/api/problem'
import type { ExportFilter, ExportProgress } from './exporter'

export type ExportKind = 'workbook' | NonNullable<ExportFilter['sheet']>

/** What is known, whatever the days: neither a period nor a status of jobs says which. */
export function isOfRecords(kind: ExportKind): boolean {
  return kind === 'customers' || kind === 'vehicles'
}

export const EXPORT_KINDS: readonly { value: ExportKind; label: string }[] = [
  { value: 'workbook', label: 'Excel, everything' },
  { value: 'jobs', label: 'CSV, jobs' },
  { value: 'payments', label: 'CSV, payments' },
  { value: 'settlements', label: 'CSV, cash handed over' },
  { value: 'bills', label: 'CSV, bills' },
  { value: 'customers', label: 'CSV, customers' },
  { value: 'vehicles', label: 'CSV, vehicles' },
  { value: 'rates', label: 'CSV, bills by tax rate' },
  { value: 'hsn', label: 'CSV, sales by HSN' },
]

/** Neither money handed over nor a bill has a status of a job. */
export function hasStatusOfJobs(kind: ExportKind): boolean {
  return kind === 'workbook' || kind === 'jobs' || kind === 'payments'
}

export function exportKindOf({ format, sheet }: ExportFilter): ExportKind {
  return format === 'csv' ? (sheet ?? 'jobs') : 'workbook'
}

/** What is being done just now, and how far, in whole percent; null while that is not known. */
export function progressInWords(
  progress: ExportProgress | null,
  count: (number: number) => string,
): { words: string; percent: number | null } {
  if (progress?.state === 'waiting') {
    const ahead = progress.ahead ?? 1
    return {
      words: ahead === 1 ? 'Waiting for another export' : `Waiting for ${count(ahead)} exports`,
      percent: null,
    }
  }
  if (!progress || progress.total_rows === 0) return { words: 'Counting the rows', percent: null }
  const { state, done_rows: done, total_rows: total } = progress
  if (state === 'done') return { words: 'Receiving the file', percent: 100 }
  if (state === 'finishing') return { words: `All ${count(total)} rows read; closing the file`, percent: 100 }
  return { words: `${count(done)} of ${count(total)} rows`, percent: Math.floor((done / total) * 100) }
}

/** Why there is no file, and when another try is worth it. */
export function failureInWords(error: unknown): string {
  const words = sentence(error)
  if (!(error instanceof Problem) || error.retryAfterSeconds === null) return words
  if (/seconds/.test(words)) return words
  const seconds = Math.ceil(error.retryAfterSeconds)
  return `${words} Try again in ${seconds === 1 ? 'a second' : `${seconds} seconds`}.`
}
