const IS_DIGIT = /^\p{Nd}$/u
// What a copied number carries and nobody sees: marks of direction, joiners, zero-width blanks, soft hyphens.
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu

/** The decimal digits of every script as 0 to 9, all else as it is. */
export function asciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const at = digit.codePointAt(0) ?? 0
    // Digits stand together from zero to nine in each script, some scripts right after another.
    let first = at
    while (IS_DIGIT.test(String.fromCodePoint(first - 1))) first -= 1
    return String((at - first) % 10)
  })
}

/** A typed number or code in ASCII digits, full-width forms made plain, without unseen marks, trimmed. */
export function plainNumber(text: string): string {
  return asciiDigits(text.replace(UNSEEN, '').normalize('NFKC')).trim()
}

/** What an odometer says as it is typed, also with its unit; see `readWhole`. */
export function readKm(text: string): number | null {
  return readWhole(plainNumber(text).replace(/km$/i, ''))
}

/** A typed whole number, null where nothing is typed; blanks and commas of any script between digits are nothing. */
export function readWhole(text: string): number | null {
  const digits = plainNumber(text).replace(/[\s,\u060c\u066c]/g, '')
  if (digits === '') return null
  return /^\d{1,7}$/.test(digits) ? Number(digits) : Number.NaN
}

/** A typed number of at most so many digits and decimals, these after a point or a comma of any script; or null. */
export function readDecimal(text: string, digits = 9, decimals = 9): number | null {
  const parts = plainNumber(text).match(/^(\d+)(?:[.,٫](\d+))?$/)
  if (!parts || (parts[1] ?? '').length > digits || (parts[2] ?? '').length > decimals) return null
  return Number(`${parts[1]}.${parts[2] ?? 0}`)
}
