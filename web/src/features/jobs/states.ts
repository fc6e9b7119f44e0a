import type { Schemas } from '@/api/client'

export type StateCode = NonNullable<Schemas['Quote']['place_of_supply']>

// A full record: a state that the server learns of fails to compile until it is named here.
const NAMES: Record<StateCode, string> = {
  '01': 'Jammu and Kashmir',
  '02': 'Himachal Pradesh',
  '03': 'Punjab',
  '04': 'Chandigarh',
  '05': 'Uttarakhand',
  '06': 'Haryana',
  '07': 'Delhi',
  '08': 'Rajasthan',
  '09': 'Uttar Pradesh',
  '10': 'Bihar',
  '11': 'Sikkim',
  '12': 'Arunachal Pradesh',
  '13': 'Nagaland',
  '14': 'Manipur',
  '15': 'Mizoram',
  '16': 'Tripura',
  '17': 'Meghalaya',
  '18': 'Assam',
  '19': 'West Bengal',
  '20': 'Jharkhand',
  '21': 'Odisha',
  '22': 'Chhattisgarh',
  '23': 'Madhya Pradesh',
  '24': 'Gujarat',
  '26': 'Dadra and Nagar Haveli and Daman and Diu',
  '27': 'Maharashtra',
  '29': 'Karnataka',
  '30': 'Goa',
  '31': 'Lakshadweep',
  '32': 'Kerala',
  '33': 'Tamil Nadu',
  '34': 'Puducherry',
  '35': 'Andaman and Nicobar Islands',
  '36': 'Telangana',
  '37': 'Andhra Pradesh',
  '38': 'Ladakh',
  '97': 'Other territory',
}

/** India's states by name, with the code that GST knows them by. */
export const STATES = (Object.keys(NAMES) as StateCode[])
  .map((code) => ({ code, name: NAMES[code] }))
  .sort((one, other) => one.name.localeCompare(other.name))

export function isState(code: string): code is StateCode {
  return Object.hasOwn(NAMES, code)
}

export function stateName(code: string): string {
  return isState(code) ? NAMES[code] : code
}
