import { asciiDigits } from '@/lib/digits'

// Letters of one sound that keyboards of neighbouring languages differ in.
const SAME: [RegExp, string][] = [
  [/[ىیے]/g, 'ي'],
  [/ک/g, 'ك'],
  [/[ةہھ]/g, 'ه'],
]

/** A vehicle number as the server compares it: letters and digits only, in one case, without marks, digits 0 to 9. */
export function comparedPlate(typed: string): string {
  const bare = asciiDigits(typed.normalize('NFKD'))
    .toUpperCase()
    .replace(/[^\p{L}\p{N}\p{Mc}]/gu, '')
  return SAME.reduce((text, [letters, one]) => text.replace(letters, one), bare)
}
