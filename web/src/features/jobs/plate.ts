/** A vehicle number as the server compares it: upper case, letters and digits only. */
export function comparedPlate(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}
