import { expect, test } from 'vitest'
import { KINDS } from './kinds'
import type { Question, QuestionKind } from './queries'
import { placeOf, sentenceOf } from './telling'

const formats = { money: (amount: number) => `₹${amount}` }

function question(kind: QuestionKind, facts: Question['facts'], more: Partial<Question> = {}): Question {
  return {
    id: 'q',
    kind,
    at: '2026-11-28T08:00:00Z',
    found_at: '2026-11-28T08:00:02Z',
    state: 'open',
    member_id: 'm',
    member_name: 'Arjun Naik',
    amount: 3500,
    job: null,
    jobs: [],
    seen_plate: null,
    about: {},
    answer: null,
    facts,
    ...more,
  }
}

test('a question says its facts in a sentence', () => {
  const facts = { from_amount: 5000, to_amount: 1500, agreed: ['approved', 'paid'] }
  expect(sentenceOf(question('estimate_lowered', facts), formats)).toBe(
    'Arjun Naik lowered the estimate from ₹5000 to ₹1500 after the customer had approved it and money was paid on it.',
  )
  const gap = { after_day: '2026-04-13', before_day: '2026-04-19', payments: 2 }
  expect(sentenceOf(question('statement_gap', gap), formats)).toBe(
    'Arjun Naik uploaded bank statements without the days between 13 Apr and 19 Apr. ₹3500 was entered for them by UPI or transfer, in 2 payments.',
  )
  const stopped = { changed: ['messages'], owed_amount: 6000 }
  expect(sentenceOf(question('customer_changed', stopped), formats)).toBe(
    'Arjun Naik stopped the messages to a customer who owed ₹6000. They would say what is booked.',
  )
  // Who did it, where that is somebody else.
  const cancelled = { receipt: true, by: 'n', by_name: 'Meena Rao' }
  expect(sentenceOf(question('payment_cancelled', cancelled), formats)).toBe(
    '₹3500 that Arjun Naik recorded was cancelled by Meena Rao after the customer had a receipt for it.',
  )
  expect(sentenceOf(question('payment_rejected', { method: 'upi', by_name: 'Meena Rao' }), formats)).toBe(
    'Arjun Naik recorded ₹3500 by UPI, and it was rejected by Meena Rao.',
  )
  expect(sentenceOf(question('twin_garage', { what: 'gstin' }, { member_name: null }), formats)).toContain(
    'now has your tax number',
  )
  expect(sentenceOf(question('entered_late_more', { days: [2, 5, 8] }), formats)).toContain('2, 5 and 8 days')
  expect(
    sentenceOf(
      question('customer_changed', { changed: ['phone'], owed_amount: 500, put_back: false }),
      formats,
    ),
  ).toBe('Arjun Naik changed the phone number on the job while ₹500 was owed.')
})

test('every kind has a sentence, also where a fact is missing, and two answers that differ', () => {
  for (const kind of Object.keys(KINDS) as QuestionKind[]) {
    const said = sentenceOf(question(kind, {}, { member_name: null }), formats)
    expect(said, kind).toMatch(/^[A-Z₹].*\.$/)
    expect(said, kind).not.toMatch(/undefined|NaN|null/)
    expect(KINDS[kind].fine, kind).not.toBe(KINDS[kind].notFine)
  }
})

test('what is asked about can be looked at', () => {
  expect(placeOf(question('job_zeroed', {}, { about: { job: 'j', payment: 'p' } }))).toBe('/jobs/j')
  expect(placeOf(question('handed_over_late', {}, { about: { settlement: 's' } }))).toBe('/money/cash')
  for (const kind of ['night_log_in', 'twin_garage'] as const)
    expect(placeOf(question(kind, {}))).toBe('/checks/log-ins')
  expect(placeOf(question('day_not_closed', {}))).toBeNull()
})

test('a question about a car leads to its day at the gate', () => {
  const seen = { about: { sighting: 's' } }
  expect(placeOf(question('seen_without_job', { day: '2026-11-27' }, seen))).toBe(
    '/checks/gate?day=2026-11-27',
  )
  expect(placeOf(question('pass_refused', { outcome: 'owes' }, seen))).toBe('/checks/gate?day=2026-11-28')
  expect(placeOf(question('gate_silent', { day: '2026-11-26', jobs: 3 }))).toBe('/checks/gate?day=2026-11-26')
  expect(placeOf(question('out_unpaid', {}, { about: { sighting: 's', job: 'j' } }))).toBe('/jobs/j')
})

test.each([
  [309, 96, '12 days and 21 hours. The limit is 4 days.'],
  [48, 30, '2 days. The limit is 30 hours.'],
  [25, 1, '25 hours. The limit is 1 hour.'],
])('hours are said as people say them', (hours, limit, said) => {
  const held = question('cash_too_old', { hours, limit_hours: limit })
  expect(sentenceOf(held, formats)).toBe(`Arjun Naik has ₹3500 in hand, and the oldest of it for ${said}`)
})
