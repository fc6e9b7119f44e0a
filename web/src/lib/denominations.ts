// The face values of notes and coins, the largest first, as revops/core/denominations.py has them.
const FACES: Record<string, string> = {
  INR: '2000 500 200 100 50 20 10 5 2 1 0.5',
  AED: '1000 500 200 100 50 20 10 5 1 0.5 0.25 0.1 0.05 0.01',
  SAR: '500 200 100 50 20 10 5 2 1 0.5 0.25 0.1 0.05 0.01',
  QAR: '500 200 100 50 10 5 1 0.5 0.25 0.1 0.05 0.01',
  USD: '100 50 20 10 5 2 1 0.5 0.25 0.1 0.05 0.01',
  OMR: '50 20 10 5 1 0.5 0.2 0.1 0.05 0.025 0.01 0.005',
  KWD: '20 10 5 1 0.5 0.25 0.1 0.05 0.02 0.01 0.005',
  BHD: '20 10 5 1 0.5 0.1 0.05 0.025 0.01 0.005',
}

/** Pieces by face value, as the server takes a count. */
export type NoteCount = Record<string, number>

/** More of one note than anybody counts by hand. */
export const MAX_PIECES = 100_000

/** The face values of a currency's notes and coins, the largest first. */
export function facesOf(currency: string): string[] {
  return (FACES[currency] ?? FACES.INR ?? '').split(' ')
}
/** The sum of a count, exact: it is added up in minor units. */
export function countTotal(count: NoteCount, decimals: number): number {
  const scale = 10 ** decimals
  let minor = 0
  for (const [face, pieces] of Object.entries(count)) minor += Math.round(Number(face) * scale) * pieces
  return minor / scale
}
