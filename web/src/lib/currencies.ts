/** The currencies of the markets RevOps is made for. */
export const CURRENCIES = [
  { code: 'INR', name: 'Indian rupee' },
  { code: 'AED', name: 'UAE dirham' },
  { code: 'SAR', name: 'Saudi riyal' },
  { code: 'QAR', name: 'Qatari riyal' },
  { code: 'OMR', name: 'Omani rial' },
  { code: 'KWD', name: 'Kuwaiti dinar' },
  { code: 'BHD', name: 'Bahraini dinar' },
  { code: 'USD', name: 'US dollar' },
] as const

export type Currency = (typeof CURRENCIES)[number]['code']
export const CURRENCY_CODES = CURRENCIES.map(({ code }) => code)
