import type { Tone } from '@/components/ui/badge'
import type { Channel, Consent, Message, MessageSettings, MessageState } from './queries'

type AutomaticEvent = keyof MessageSettings['events']

const STATES: Record<MessageState, { label: string; tone: Tone }> = {
  queued: { label: 'Being sent', tone: 'neutral' },
  unsure: { label: 'Perhaps sent', tone: 'warning' },
  sent: { label: 'Sent', tone: 'success' },
  delivered: { label: 'Delivered', tone: 'success' },
  read: { label: 'Read', tone: 'success' },
  failed: { label: 'Not sent', tone: 'danger' },
  suppressed: { label: 'Not sent', tone: 'warning' },
  draft: { label: 'Draft opened', tone: 'neutral' },
}

export const CHANNELS: Record<Channel, string> = { email: 'E-mail', whatsapp: 'WhatsApp' }

/** What is sent by itself, once it is turned on: to whom, and when. */
export const EVENTS: Record<AutomaticEvent, { label: string; note: string; isToGarage?: true }> = {
  job_taken_in: { label: 'Job started', note: 'When the vehicle comes in' },
  estimate_sent: { label: 'Estimate to approve', note: 'When you send it, with the link to answer' },
  status_moved: { label: 'Status changed', note: 'In progress, parts awaited, delivered' },
  ready: { label: 'Ready to collect', note: 'When the work is completed, with the amount to pay' },
  payment_received: { label: 'Payment received', note: 'With the amount and the balance' },
  payment_confirmed: { label: 'Payment confirmed', note: 'When you have confirmed it' },
  invoice_issued: { label: 'Invoice issued', note: 'With the invoice as PDF' },
  payment_waiting: {
    label: 'Payment to confirm',
    note: 'To you and others who confirm payments',
    isToGarage: true,
  },
  settlement_submitted: {
    label: 'Cash handed over',
    note: 'To you and others who receive cash',
    isToGarage: true,
  },
}

const BY_HAND: Record<string, string> = {
  balance_reminder: 'Balance reminder',
  by_hand: 'Message',
  channel_stopped: 'A way to send has stopped',
  digest: 'Your evening',
}

/** What a message was about. */
export function eventLabel(event: string): string {
  return EVENTS[event as AutomaticEvent]?.label ?? BY_HAND[event] ?? 'Message'
}

const A_DAY_MS = 24 * 60 * 60 * 1000

/** A message that was put off to the morning, or to another day, waits; it is not stuck. */
export function stateOf(
  message: Pick<Message, 'state' | 'due_at'>,
  now: Date,
): { label: string; tone: Tone } {
  const waitsMs = message.due_at ? Date.parse(message.due_at) - now.getTime() : 0
  if (message.state === 'queued' && waitsMs > 0)
    return { label: waitsMs > A_DAY_MS ? 'Waits for its day' : 'Waits for the morning', tone: 'neutral' }
  return STATES[message.state]
}

/** What a customer said about messages, and how and when, which comes as words. */
export function consentWords(consent: Consent, at: string): string {
  if (consent.is_given === null)
    return consent.channel === 'whatsapp'
      ? 'Not asked yet. WhatsApp messages need a yes.'
      : 'Not asked yet. E-mails are sent until the customer says no.'
  switch (consent.how) {
    case 'unsubscribed':
      return `Said no by the link in an e-mail, ${at}.`
    case 'stop_word':
      return `Wrote to stop messages, ${at}.`
    case 'start_word':
      return `Wrote to start messages again, ${at}.`
    case 'page':
      return `Said ${consent.is_given ? 'yes' : 'no'} on the page of the job, ${at}.`
    default:
      return `Said ${consent.is_given ? 'yes' : 'no'}, ${at}${consent.by_name ? `. Noted by ${consent.by_name}` : ''}.`
  }
}
