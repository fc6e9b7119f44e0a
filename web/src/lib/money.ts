// Amounts are written here, not by Intl, whose first use takes a cheap phone 0.1 to 0.2 s: just when the dashboard's
// figures have come. What is written is what Intl writes (money.test.ts).

interface Writing {
  /** What stands before the amount. */
  sign: string
  decimals: number
  /** For Intl. */
  locale: string
}

const code = (currency: string, decimals: number, locale: string): Writing => ({
  sign: `${currency}\u00a0`,
  decimals,
  locale,
})

const RUPEES: Writing = { sign: '₹', decimals: 2, locale: 'en-IN' }
const WRITINGS: Record<string, Writing> = {
  INR: RUPEES,
  AED: code('AED', 2, 'en-AE'),
  SAR: code('SAR', 2, 'en-SA'),
  QAR: code('QAR', 2, 'en-QA'),
  OMR: code('OMR', 3, 'en-OM'),
  KWD: code('KWD', 3, 'en-KW'),
  BHD: code('BHD', 3, 'en-BH'),
  USD: { sign: '$', decimals: 2, locale: 'en-US' },
}

function writingOf(currency: string): Writing {
  return WRITINGS[currency] ?? RUPEES
}

/** How many decimals a currency has: 2 for INR, 3 for OMR. */
export function decimalsOf(currency: string): number {
  return writingOf(currency).decimals
}

/** The digits of a whole number in the currency's groups: lakhs and crores for rupees, else thousands. */
function grouped(digits: string, currency: string): string {
  return currency === 'INR'
    ? digits.replace(/\B(?=(\d\d)*\d{3}$)/g, ',')
    : digits.replace(/\B(?=(\d{3})+$)/g, ',')
}

function written(amount: number, currency: string, decimals: number): string {
  const [whole = '', fraction] = Math.abs(amount).toFixed(decimals).split('.')
  const minus = amount < 0 ? '-' : ''
  return `${minus}${writingOf(currency).sign}${grouped(whole, currency)}${fraction ? `.${fraction}` : ''}`
}

/** An amount as the workshop writes it. Whole amounts go without decimals: ₹1,23,456 and ₹1,23,456.50. */
export function money(amount: number, currency: string): string {
  return written(amount, currency, Number.isInteger(amount) ? 0 : decimalsOf(currency))
}

/** An amount with all its decimals, for columns in which some have them: ₹400.00 under ₹2,976.75. */
export function exactMoney(amount: number, currency: string): string {
  return written(amount, currency, decimalsOf(currency))
}

/** A number of things, grouped as the workshop groups its amounts: 1,23,456. */
export function count(number: number, currency: string): string {
  return `${number < 0 ? '-' : ''}${grouped(Math.abs(number).toString(), currency)}`
}

const short = new Map<string, Intl.NumberFormat>()

/** An amount to the nearest thousand or lakh, for the axis of a chart. */
export function shortMoney(amount: number, currency: string): string {
  let format = short.get(currency)
  if (!format) {
    format = new Intl.NumberFormat(writingOf(currency).locale, {
      style: 'currency',
      currency,
      currencyDisplay: writingOf(currency).sign.length === 1 ? 'narrowSymbol' : 'code',
      notation: 'compact',
      minimumFractionDigits: 0,
      maximumFractionDigits: 1,
    })
    short.set(currency, format)
  }
  return format.format(amount)
}
