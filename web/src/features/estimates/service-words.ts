import type { JobEstimate, Service, Told, Word } from './queries'

export type Choice = 'approved' | 'declined' | 'call_me'

export const STATES: Record<
  Service['state'],
  { label: string; tone: 'neutral' | 'success' | 'warning' | 'danger' }
> = {
  proposed: { label: 'Not answered', tone: 'neutral' },
  approved: { label: 'Approved', tone: 'success' },
  declined: { label: 'Not now', tone: 'neutral' },
  call_me: { label: 'Wants a call', tone: 'warning' },
  withdrawn: { label: 'Withdrawn', tone: 'neutral' },
}

export const CHOICES: readonly { value: Choice; label: string }[] = [
  { value: 'approved', label: 'Approved' },
  { value: 'declined', label: 'Not now' },
  { value: 'call_me', label: 'Wants a call' },
]

export const TOLD: readonly { value: Told; label: string }[] = [
  { value: 'in_person', label: 'In person' },
  { value: 'phone', label: 'By phone' },
  { value: 'message', label: 'By message' },
]

const HOW: Record<Told, string> = { in_person: 'in person', phone: 'by phone', message: 'by message' }

/** Says whose word an answer is: the customer's own tap, or what somebody of the garage wrote down. */
export function answeredBy({ how, told }: Pick<Service, 'how' | 'told'>): string | null {
  if (how === 'customer') return 'by the customer'
  return told ? `told ${HOW[told]}` : null
}

/** Counts what was answered: "2 approved, 1 to call". */
export function answersInShort({ services }: Pick<JobEstimate, 'services'>): string {
  const count = (wanted: Service['state']) => services.filter(({ state }) => state === wanted).length
  return [
    [count('approved'), 'approved'],
    [count('call_me'), 'to call'],
    [count('declined'), 'not now'],
    [count('proposed'), 'not answered'],
  ]
    .flatMap(([number, word]) => (number ? [`${number} ${word}`] : []))
    .join(', ')
}

/** What of a payment is not as it is written down, by the customer's word. */
export const DIFFERS: Record<NonNullable<Word['differs']>, string> = {
  amount: 'Says the amount was another',
  method: 'Says it was paid another way',
  day: 'Says it was another day',
  not_paid: 'Says that nothing was paid',
  was_paid: 'Says that it was paid, though it was cancelled',
}
