/** What is called otherwise, or is not there, in the country of a garage. */
export interface Country {
  /** The number under which a business pays tax. */
  taxNumber: string
  /** The same, of the garage itself. */
  ownTaxNumber: string
  /** Paying by UPI, and tax that depends on a state: only in India. */
  isIndia: boolean
  postalCode: string
  region: string
  /** A vehicle number as it may look. */
  plate: string
  /** A car that is driven there. */
  car: string
}

const INDIA: Country = {
  taxNumber: 'GSTIN',
  ownTaxNumber: 'GST number',
  isIndia: true,
  postalCode: 'PIN code',
  region: 'State',
  plate: 'MH12AB1234',
  car: 'Maruti Swift',
}
const ELSEWHERE = {
  isIndia: false,
  postalCode: 'Postal code',
  region: 'Region',
  plate: 'A 12345',
  car: 'Toyota Corolla',
}

// As papers print it.
const TAX_NUMBERS: Record<string, string> = {
  AED: 'TRN',
  SAR: 'VAT number',
  OMR: 'VATIN',
  BHD: 'VAT number',
}

/** The country of a garage, told by its currency. */
export function countryOf(currency: string): Country {
  if (currency === 'INR') return INDIA
  const taxNumber = TAX_NUMBERS[currency] ?? 'Tax number'
  return { ...ELSEWHERE, taxNumber, ownTaxNumber: taxNumber }
}
