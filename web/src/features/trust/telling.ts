import type { useFormats } from '@/domain/formats'
import { KINDS } from './kinds'
import type { Question } from './queries'

type Formats = Pick<ReturnType<typeof useFormats>, 'money'>

/** A question with its facts, in a sentence. */
export function sentenceOf(question: Question, { money }: Formats): string {
  const { kind, facts, member_name: name, amount } = question
  const number = (fact: string) => Number(facts[fact] ?? 0)
  return KINDS[kind].says({
    who: name ?? 'Somebody',
    facts,
    amount: amount === null ? '' : money(amount),
    money: (fact) => money(number(fact)),
    number,
    text: (fact) => String(facts[fact] ?? ''),
  })
}

// About a day, and no single car.
const AT_THE_GATE = ['camera_count_differs', 'gate_silent']
const IN_THE_LOG = ['new_device', 'night_log_in', 'log_in_after_removal', 'twin_garage']

/** Where to look: the address of what a question is about; null where there is no page for it. */
export function placeOf({
  about,
  facts,
  kind,
  at,
}: Pick<Question, 'about' | 'facts' | 'kind' | 'at'>): string | null {
  if (about.job) return `/jobs/${about.job}`
  if (about.settlement) return '/money/cash'
  if (about.payment) return '/money/all'
  if (about.bank_row) return '/money/bank'
  if (about.customer) return `/customers/${about.customer}`
  if (about.sighting || AT_THE_GATE.includes(kind)) return `/checks/gate?day=${facts.day ?? at.slice(0, 10)}`
  return IN_THE_LOG.includes(kind) ? '/checks/log-ins' : null
}
