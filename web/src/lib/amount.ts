import { plainNumber } from './digits'

export type Reading = { ok: true; amount: number } | { ok: false; why: string }

// Words for a unit, in the spellings of the counter.
const UNITS: [RegExp, bigint][] = [
  [/^(k|thousands?|हज़ार|हज़ार|हजार)$/, 1_000n],
  [/^(l|lacs?|lakhs?|लाख)$/, 100_000n],
  [/^(mn|millions?)$/, 1_000_000n],
  [/^(cr|crores?|करोड़|करोड)$/, 10_000_000n],
]
// What names a currency, before the amount or behind it. Two-letter ones are how the Gulf writes its own.
const CURRENCY =
  '(?:₹|rs\\.?|rupees?|inr|रु\\.?|रू\\.?|रुपये|रुपए|aed|dhs?\\.?|dirhams?|sar|sr|riyals?|qar|qr|omr|ro|rials?' +
  '|kwd|kd|bhd|bd|dinars?|usd|us\\$|\\$|dollars?|[درف]\\.[إاسقعكبم]\\.?|درهم|ريال|دينار|﷼|روپے)'
const BEFORE = new RegExp(`^${CURRENCY}\\s*`, 'u')
const BEHIND = new RegExp(`\\s*(?:${CURRENCY}|only|/[-=]*|\\.?/-)$`, 'u')
// The largest amount that the server takes, and what is said above it.
const LARGEST_AMOUNT = 1_000_000_000
const TOO_LARGE = `The most that can be entered is ${LARGEST_AMOUNT.toLocaleString('en')}.`

/**
 * Reads an amount as people write and paste it: `1,23,456.50`, `Rs. 500/-`, `5k`, `1.5 lakh`, `५००`.
 *
 * What could be meant in two ways is refused with the reason, never guessed.
 */
export function readAmount(text: string, decimals: number): Reading {
  const bare = withoutCurrency(plainNumber(text).toLowerCase())
  if (bare === '') return { ok: false, why: 'Enter an amount.' }
  if (/^[-−–]/.test(bare)) return { ok: false, why: 'An amount cannot be negative.' }
  const parts = bare.match(/^([\d,]*)(?:\.(\d*))?\s*(\p{L}[\p{L}\p{M}]*)?\.?$/u)
  const [, whole = '', fraction = '', unit = ''] = parts ?? []
  const times = unit === '' ? 1n : UNITS.find(([words]) => words.test(unit))?.[1]
  if (!/\d/.test(whole + fraction) || times === undefined)
    return { ok: false, why: 'Enter the amount in digits, such as 1500 or 1,500.50.' }
  if (whole.includes(',') && !isGrouped(whole)) {
    return { ok: false, why: 'The commas are in unusual places. Enter it without commas.' }
  }
  const scale = 10n ** BigInt(decimals)
  const scaled = BigInt((whole.replaceAll(',', '') || '0') + fraction) * times * scale
  const divisor = 10n ** BigInt(fraction.length)
  if (scaled % divisor !== 0n) {
    const most = decimals === 0 ? 'no decimals' : `at most ${decimals} decimals`
    return { ok: false, why: `This currency has ${most}.` }
  }
  const minor = scaled / divisor
  if (minor > BigInt(LARGEST_AMOUNT) * scale) return { ok: false, why: TOO_LARGE }
  return { ok: true, amount: Number(minor) / Number(scale) }
}

/** The amount without what names its currency and closes it; Arabic points and commas made plain. */
function withoutCurrency(text: string): string {
  let bare = text.replaceAll('٫', '.').replace(/[٬،]/g, ',').replace(BEFORE, '')
  for (let before = ''; before !== bare; ) {
    before = bare
    bare = bare.replace(BEHIND, '')
  }
  return bare.trim()
}

/** Commas as in 1,23,456 or 123,456: three digits last, two or three before, one to three first. */
function isGrouped(whole: string): boolean {
  return /^\d{1,3}(,\d{2})*,\d{3}$/.test(whole) || /^\d{1,3}(,\d{3})+$/.test(whole)
}

/** An amount as a person would type it: 1500 or 1250.50. `readAmount` reads it back. */
export function typedAmount(amount: number, decimals: number): string {
  return Number.isInteger(amount) ? String(amount) : amount.toFixed(decimals)
}
