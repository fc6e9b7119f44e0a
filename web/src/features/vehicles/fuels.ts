import type { Vehicle } from './queries'

/** What a vehicle runs on, in words. */
export const FUELS: Record<NonNullable<Vehicle['fuel']>, string> = {
  petrol: 'Petrol',
  diesel: 'Diesel',
  cng: 'CNG',
  lpg: 'LPG',
  electric: 'Electric',
  hybrid: 'Hybrid',
}
