import { asciiDigits } from '@/lib/digits'

/** The digits of a number that is typed, of whatever script, without the zeros that are dialled before it. */
export function typedDigits(typed: string): string {
  return asciiDigits(typed).replace(/\D/g, '').replace(/^0+/, '')
}

/** What an Indian number lacks, in a sentence; null for a whole one, and for numbers of other countries. */
export function missingDigits(typed: string, currency: string): string | null {
  const plain = asciiDigits(typed).trim().replace(/^00/, '+')
  if (currency !== 'INR' || (plain.startsWith('+') && !plain.startsWith('+91'))) return null
  const digits = plain.startsWith('+') ? typedDigits(plain).slice(2) : typedDigits(plain)
  if (digits.length === 0 || digits.length >= 10) return null
  return `This number has ${digits.length} digits; a phone number in India has 10.`
}

/** How numbers are read out where garages are: India's mobiles and the landlines of its large cities, then the Gulf. */
const READ_OUT = [
  /^(\+91)([6-9]\d{4})(\d{5})(?!\d)/,
  /^(\+91)(11|2[02]|33|4[04])(\d{4})(\d{4})(?!\d)/,
  /^(\+91)(\d{10})(?!\d)/,
  /^(\+971|\+966)(5\d)(\d{3})(\d{4})(?!\d)/,
  /^(\+97[34]|\+96[58])(\d{4})(\d{4})(?!\d)/,
]

/** A number as people read it out: +91 98765 43210. Others stay as they are. */
export function shownPhone(phone: string): string {
  for (const parts of READ_OUT) {
    const found = parts.exec(phone)
    if (found) return found.slice(1).join(' ') + phone.slice(found[0].length)
  }
  return phone
}

/** The address that dials a number, and its extension after it. */
export function dialLink(phone: string): string {
  return `tel:${phone.replace(' ext. ', ';ext=')}`
}

/** The address of a chat with a number; null when the number has no country code, so that nobody else is written to. */
export function whatsAppLink(phone: string): string | null {
  // Whatever follows the number is an extension, which is no part of it.
  const number = /^\+(\d{7,15})(?!\d)/.exec(phone)?.[1]
  return number ? `https://wa.me/${number}` : null
}
