import type { Tone } from '@/components/ui/badge'
import type { WhatsAppTemplate } from './queries'

const STATES: Record<string, { label: string; tone: Tone }> = {
  MISSING: { label: 'Not made yet', tone: 'neutral' },
  PENDING: { label: 'Waits for Meta', tone: 'warning' },
  REJECTED: { label: 'Refused by Meta', tone: 'danger' },
  PAUSED: { label: 'Paused by Meta', tone: 'danger' },
  DISABLED: { label: 'Turned off by Meta', tone: 'danger' },
}

/** Where a template stands: at Meta, and whether messages can go out by it. */
export function templateState(template: Pick<WhatsAppTemplate, 'is_usable' | 'problem' | 'status'>): {
  label: string
  tone: Tone
} {
  if (template.is_usable) return { label: 'Approved', tone: 'success' }
  if (template.problem) return { label: 'Cannot be used', tone: 'danger' }
  const words = template.status.toLowerCase().replaceAll('_', ' ')
  return STATES[template.status] ?? { label: words.charAt(0).toUpperCase() + words.slice(1), tone: 'warning' }
}

/** How many customers the number reaches; null where Meta sets no limit or does not tell. */
export function limitWords(customers: number | null, count: (n: number) => string): string | null {
  if (customers === null) return null
  return `Meta lets this number write to ${count(customers)} different customers in 24 hours, all garages of this server together.`
}

const EVENTS: Record<string, string> = {
  job_taken_in: 'Job started',
  estimate_sent: 'Estimate to approve',
  status_moved: 'Status changed',
  ready: 'Ready to collect',
  payment_received: 'Payment received',
  payment_confirmed: 'Payment confirmed',
  invoice_issued: 'Invoice issued',
  balance_reminder: 'Balance reminder',
  digest: 'Evening digest, to the owner',
}

/** What a template is for. */
export function eventWords(event: string): string {
  return EVENTS[event] ?? event.replaceAll('_', ' ')
}

const LANGUAGES: Record<string, string> = { en: 'English', hi: 'Hindi', mr: 'Marathi', ar: 'Arabic' }

/** The language of a template, whatever country it is of. */
export function languageWords(language: string): string {
  return LANGUAGES[language.split('_')[0] ?? ''] ?? language
}

const KINDS: Record<string, string> = {
  audio: 'A voice message',
  contacts: 'A contact',
  document: 'A document',
  image: 'A picture',
  location: 'A location',
  sticker: 'A sticker',
  video: 'A video',
}

/** Says what somebody sent who sent no text. */
export function insteadOfText(what: string): string {
  return `${KINDS[what] ?? 'A message'}${KINDS[what] ? ', which' : ' that'} RevOps does not show.`
}
