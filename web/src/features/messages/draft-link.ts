import { whatsAppLink } from '@/domain/phone'
import type { Channel } from './queries'

/** The address that opens a draft in an app of one's own; null where nobody can be written to by it. */
export function draftLink(channel: Channel, to: string, subject: string, text: string): string | null {
  if (channel === 'whatsapp') {
    const chat = whatsAppLink(to)
    return chat && `${chat}?text=${encodeURIComponent(text)}`
  }
  const body = encodeURIComponent(text.replace(/\r?\n/g, '\r\n'))
  return `mailto:${encodeURIComponent(to)}?subject=${encodeURIComponent(subject)}&body=${body}`
}
