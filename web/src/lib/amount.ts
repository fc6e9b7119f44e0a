export type Reading = { ok: true; amount: number } | { ok: false; why: string }

const MULTIPLIERS: Record<string, bigint> = {
  k: 1_000n,
  l: 100_000n,
  lakh: 100_000n,
  lakhs: 100_000n,
  cr: 10_000_000n,
}
const CURRENCY_MARK = /^(₹|rs\.?|inr|aed|sar|qar|omr|kwd|bhd|usd|\$|د\.إ)\s*/i
const LARGEST = 10_000_000_000

/**
 * Reads an amount as people write and paste it: `1,23,456.50`, `₹ 500`, `5k`, `1.5 lakh`.
 *
 * What could be meant in two ways is refused with the reason, never guessed.
 */
export function readAmount(text: string, decimals: number): Reading {
  const bare = text
    .normalize('NFKC')
    .trim()
    .replace(CURRENCY_MARK, '')
    .replace(/\s*(\/-|₹)$/, '')
    .trim()
  if (bare === '') return { ok: false, why: 'Enter an amount.' }
  if (bare.startsWith('-')) return { ok: false, why: 'An amount cannot be negative.' }
  const parts = bare.match(/^([\d,]*)(?:\.(\d*))?\s*(k|l|lakhs?|cr)?$/i)
  if (!parts || !/\d/.test(bare))
    return { ok: false, why: 'Write the amount in digits, such as 1500 or 1,500.50.' }
  const [, whole = '', fraction = '', unit = ''] = parts
  if (whole.includes(',') && !isGrouped(whole)) {
    return { ok: false, why: 'The commas are in unusual places. Write it without commas.' }
  }
  const times = MULTIPLIERS[unit.toLowerCase()] ?? 1n
  const scale = 10n ** BigInt(decimals)
  const scaled = BigInt((whole.replaceAll(',', '') || '0') + fraction) * times * scale
  const divisor = 10n ** BigInt(fraction.length)
  if (scaled % divisor !== 0n) {
    const most = decimals === 0 ? 'no decimals' : `at most ${decimals} decimals`
    return { ok: false, why: `This currency has ${most}.` }
  }
  const minor = scaled / divisor
  if (minor > BigInt(LARGEST) * scale) return { ok: false, why: 'This amount is too large.' }
  return { ok: true, amount: Number(minor) / Number(scale) }
}

/** Commas as in 1,23,456 or 123,456: three digits last, two or three before, one to three first. */
function isGrouped(whole: string): boolean {
  return /^\d{1,3}(,\d{2})*,\d{3}$/.test(whole) || /^\d{1,3}(,\d{3})+$/.test(whole)
}

/** An amount as a person would type it: 1500 or 1250.50. `readAmount` reads it back. */
export function typedAmount(amount: number, decimals: number): string {
  return Number.isInteger(amount) ? String(amount) : amount.toFixed(decimals)
}
