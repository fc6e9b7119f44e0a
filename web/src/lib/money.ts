const LOCALES: Record<string, string> = {
  INR: 'en-IN',
  AED: 'en-AE',
  SAR: 'en-SA',
  QAR: 'en-QA',
  OMR: 'en-OM',
  KWD: 'en-KW',
  BHD: 'en-BH',
  USD: 'en-US',
}

/** The locale in which a currency's garages group their digits. */
function localeOf(currency: string): string {
  return LOCALES[currency] ?? 'en-IN'
}

/** How many decimals a currency has: 2 for INR, 3 for OMR. */
export function decimalsOf(currency: string): number {
  return format(currency, 'full').resolvedOptions().maximumFractionDigits ?? 2
}

const cache = new Map<string, Intl.NumberFormat>()

function format(currency: string, style: 'full' | 'short'): Intl.NumberFormat {
  const key = `${currency} ${style}`
  const known = cache.get(key)
  if (known) return known
  const made = new Intl.NumberFormat(localeOf(currency), {
    style: 'currency',
    currency,
    currencyDisplay: currency === 'INR' || currency === 'USD' ? 'narrowSymbol' : 'code',
    ...(style === 'short' ? { notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: 1 } : {}),
  })
  cache.set(key, made)
  return made
}

/** An amount as the workshop writes it. Whole amounts go without decimals: ₹1,23,456 and ₹1,23,456.50. */
export function money(amount: number, currency: string): string {
  const text = format(currency, 'full').format(amount)
  return Number.isInteger(amount) ? text.replace(/[.]0+$/, '') : text
}

/** An amount with all its decimals, for columns in which some have them: ₹400.00 under ₹2,976.75. */
export function exactMoney(amount: number, currency: string): string {
  return format(currency, 'full').format(amount)
}

/** An amount to the nearest thousand or lakh, for the axis of a chart. */
export function shortMoney(amount: number, currency: string): string {
  return format(currency, 'short').format(amount)
}

/** A number of things, grouped as the workshop groups its amounts: 1,23,456. */
export function count(number: number, currency: string): string {
  return number.toLocaleString(localeOf(currency))
}
