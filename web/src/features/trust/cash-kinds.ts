import { counted } from '@/lib/counted'
import { by, long } from './fact-words'
import { KNOWN, type SomeKinds } from './kind-words'

/** What is asked about cash in hand, hand-overs and counts. */
export const CASH_KINDS = {
  handed_over_late: {
    label: 'Older cash held back',
    says: (t) =>
      `${t.who} handed over newer cash while ${t.money('held_amount')} from ${counted(t.number('jobs'), 'job')} was still in hand, the oldest for ${counted(t.number('days'), 'day')}.`,
    fine: 'I have it by now',
    notFine: 'It is still missing',
  },
  handed_over_little: {
    label: 'Little handed over for many jobs',
    says: (t) =>
      `${t.who} handed over ${t.money('amount_amount')} and named ${counted(t.number('jobs'), 'job')} that brought ${t.money('paid_amount')}.`,
    fine: 'The rest is known to me',
    notFine: 'The rest is missing',
  },
  settlement_reversed: {
    label: 'Hand-over taken back',
    says: (t) =>
      t.number('waited_hours') > 0
        ? `${t.who} took back a hand-over of ${t.amount} that had waited for ${long(t.number('waited_hours'))}.`
        : `A hand-over of ${t.amount} that had been received was reversed${by(t)}.`,
    ...KNOWN,
  },
  count_difference: {
    label: 'Counts differ',
    says: (t) =>
      'received_amount' in t.facts
        ? t.facts.received_amount === t.facts.counted_amount
          ? `${t.who} handed over ${t.money('received_amount')}, ${t.money('above_amount')} more than the books know of. A payment may be missing.`
          : `${t.who} counted ${t.money('counted_amount')} for a hand-over, and ${t.money('received_amount')} was received.`
        : 'expected_amount' in t.facts
          ? `${t.who} counted ${t.money('counted_amount')} where the books say ${t.money('expected_amount')}.`
          : `A count of the cash of ${t.who} differed by ${t.amount}.`,
    fine: 'The difference is explained',
    notFine: 'It is missing',
  },
  count_missed: {
    label: 'Count missed',
    says: (t) => `${t.who} was asked to count the cash, and did not.`,
    ...KNOWN,
  },
  day_not_closed: {
    label: 'Day not closed',
    says: (t) => `${t.who} did not close the day with a count.`,
    ...KNOWN,
  },
  cash_over_limit: {
    label: 'Too much cash in hand',
    says: (t) => `${t.who} has ${t.amount} in hand, more than the limit of ${t.money('limit_amount')}.`,
    ...KNOWN,
  },
  cash_too_old: {
    label: 'Cash held too long',
    says: (t) =>
      `${t.who} has ${t.amount} in hand, and the oldest of it for ${long(t.number('hours'))}. The limit is ${long(t.number('limit_hours'))}.`,
    ...KNOWN,
  },
} satisfies SomeKinds
