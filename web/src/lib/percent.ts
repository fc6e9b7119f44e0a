import { plainNumber } from './digits'

/** Basis points as percent: 1800 is 18, 250 is 2.5. */
export function percentText(basisPoints: number): string {
  return String(basisPoints / 100)
}

/** Percent as basis points; null when it is none, or has more than two decimals. */
export function readPercent(text: string): number | null {
  const parts = plainNumber(text)
    .replace('٫', '.')
    .replace(/\s*[%٪]$/, '')
    .match(/^(\d{1,3})(?:\.(\d{1,2}))?$/)
  if (!parts) return null
  const basisPoints = Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0'))
  return basisPoints <= 10_000 ? basisPoints : null
}
