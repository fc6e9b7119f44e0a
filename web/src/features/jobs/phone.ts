/** A number as people read it out: +91 98765 43210. Others stay as they are. */
export function shownPhone(phone: string): string {
  return phone.replace(/^(\+91)(\d{5})(\d{5})$/, '$1 $2 $3')
}

/** The address of a chat with a number; null when the number has no country code, so that nobody else is written to. */
export function whatsAppLink(phone: string): string | null {
  return phone.startsWith('+') ? `https://wa.me/${phone.replace(/\D/g, '')}` : null
}
