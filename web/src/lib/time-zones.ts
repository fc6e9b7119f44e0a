import type { Currency } from './currencies'

/** Likely time zones first; any other that the browser knows can be chosen too. */
export const TIMEZONES = [
  'Asia/Kolkata',
  'Asia/Dubai',
  'Asia/Riyadh',
  'Asia/Qatar',
  'Asia/Muscat',
  'Asia/Kuwait',
  'Asia/Bahrain',
] as const

const CURRENCY_OF: Record<string, Currency> = {
  'Asia/Dubai': 'AED',
  'Asia/Riyadh': 'SAR',
  'Asia/Qatar': 'QAR',
  'Asia/Muscat': 'OMR',
  'Asia/Kuwait': 'KWD',
  'Asia/Bahrain': 'BHD',
}

/** The device's time zone by the name it has today. */
export function localTimezone(): string {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  return zone === 'Asia/Calcutta' ? 'Asia/Kolkata' : zone.includes('/') ? zone : 'Asia/Kolkata'
}

export function likelyCurrency(timezone: string): Currency {
  return CURRENCY_OF[timezone] ?? 'INR'
}
