import { counted } from '@/lib/counted'
import {
  agreed,
  by,
  CHANGED,
  changedWhen,
  hundredths,
  listed,
  long,
  method,
  named,
  SEEN,
  type Telling,
} from './fact-words'
import type { QuestionKind } from './queries'

interface KindWords {
  /** Its name in lists and filters. */
  label: string
  says: (telling: Telling) => string
  /** What the two answers say. The first needs a reason. */
  fine: string
  notFine: string
}

const AGREED_TO = { fine: 'I agreed to it', notFine: 'I did not agree' }
const KNOWN = { fine: 'I know about it', notFine: 'Not fine' }

// A full record: a new kind on the server fails to compile until it has its words here.
export const KINDS: Record<QuestionKind, KindWords> = {
  estimate_lowered: {
    label: 'Estimate lowered',
    says: (t) =>
      `${t.who} lowered the estimate from ${t.money('from_amount')} to ${t.money('to_amount')} ${agreed(t)}.`,
    ...AGREED_TO,
  },
  job_zeroed: {
    label: 'Estimate taken to zero',
    says: (t) => `${t.who} took the estimate from ${t.money('from_amount')} to nothing ${agreed(t)}.`,
    ...AGREED_TO,
  },
  line_removed: {
    label: 'Line removed',
    says: (t) => `${t.who} took ${counted(t.number('lines_off'), 'line')} off the job ${agreed(t)}.`,
    ...AGREED_TO,
  },
  lines_swapped: {
    label: 'Lines replaced',
    says: (t) => `${t.who} replaced work or parts worth ${t.amount} by others ${agreed(t)}.`,
    ...AGREED_TO,
  },
  discount_above_cap: {
    label: 'Large discount',
    says: (t) =>
      `${t.who} gave ${t.money('discount_amount')} of discount, ${t.number('percent')}% on a line.`,
    ...AGREED_TO,
  },
  discounts_add_up: {
    label: 'Discounts add up',
    says: (t) =>
      `${t.who} gave ${t.amount} of discount in a week, on ${counted(t.number('jobs'), 'job')}: ${t.number('percent')}% of all work.`,
    ...AGREED_TO,
  },
  lowerings_add_up: {
    label: 'Lowered prices add up',
    says: (t) =>
      `${t.who} lowered prices by ${t.amount}${t.number('before_amount') > 0 ? ' more' : ''} in a month. On ${counted(t.number('jobs'), 'job')} that is ${hundredths(t.number('share_bp'))}% of all work${t.number('usual_bp') > 0 ? `, and ${hundredths(t.number('usual_bp'))}% for the others` : ''}. None of it was enough to ask you about alone.`,
    ...AGREED_TO,
  },
  tax_taken_off: {
    label: 'No tax on a line',
    says: (t) => `${t.who} entered ${counted(t.number('lines'), 'line')} worth ${t.amount} without tax.`,
    fine: 'It is free of tax',
    notFine: 'There should be tax',
  },
  odd_tax_code: {
    label: 'Odd HSN or SAC code',
    says: (t) =>
      `${t.who} entered ${counted(t.number('lines'), 'line')} worth ${t.amount} with a code that does not exist.`,
    fine: 'The code is right',
    notFine: 'The code is wrong',
  },
  approved_unseen: {
    label: 'Approved by word of mouth',
    says: (t) =>
      `${t.who} noted that the customer approved ${t.amount || 'work'}. The customer has not opened the page of the job.`,
    fine: 'The customer did say so',
    notFine: 'The customer did not',
  },
  job_cancelled: {
    label: 'Job cancelled after work',
    says: (t) =>
      Array.isArray(t.facts.seen)
        ? `${t.who} cancelled a job of ${t.money('from_amount')}, and ${named(t.facts.seen, SEEN)}.`
        : `${t.who} cancelled a job of ${t.money('from_amount')} after work, parts or photos had gone into it.`,
    ...AGREED_TO,
  },
  reopened: {
    label: 'Job reopened',
    says: (t) => `${t.who} reopened a job that had been finished.`,
    ...KNOWN,
  },
  free_second_visit: {
    label: 'Second visit for nothing',
    says: (t) =>
      `The car left without anything to pay, ${counted(t.number('days'), 'day')} after a visit that brought ${t.money('paid_amount')}.`,
    fine: 'It was rework',
    notFine: 'It was new work',
  },
  jobs_for_nothing: {
    label: 'Cars with nothing to pay',
    says: (t) =>
      `In one week ${counted(t.number('jobs'), 'car')} of ${t.who} left with next to nothing to pay.`,
    fine: 'They were checks or rework',
    notFine: 'There was work to pay for',
  },
  left_open: {
    label: 'Jobs left open',
    says: (t) =>
      `${t.who} has ${counted(t.number('jobs'), 'job')} still open two weeks after the promise, with ${t.amount} owed.`,
    fine: 'The cars are still here',
    notFine: 'They have left',
  },
  written_off: {
    label: 'Written off',
    says: (t) => `${t.who} wrote off ${t.amount}.`,
    ...AGREED_TO,
  },
  customer_changed: {
    label: 'Customer changed',
    says: (t) =>
      named(t.facts.changed, CHANGED) === 'merged'
        ? `${t.who} made two customers one, and one of them owed ${t.money('owed_amount')}.`
        : `${t.who} changed the ${named(t.facts.changed, CHANGED)} on the job ${changedWhen(t)}${t.facts.put_back === true ? ', back to what it was before' : ''}.`,
    fine: 'It was a correction',
    notFine: 'It is somebody else',
  },
  promise_moved: {
    label: 'Promise moved at the last moment',
    says: (t) =>
      `${t.who} moved the promise from ${counted(t.number('from_days'), 'day')} to ${counted(t.number('to_days'), 'day')} shortly before the work was done, ${long(t.number('late_hours'))} late.`,
    fine: 'The customer agreed',
    notFine: 'It was simply late',
  },
  staff_phone: {
    label: 'A phone of the team',
    says: (t) =>
      `${t.who} took a car in with the phone number of somebody who works here. Messages to the customer go there.`,
    fine: 'It is their own car',
    notFine: 'The customer has another number',
  },
  phone_on_many_plates: {
    label: 'One phone, many cars',
    says: (t) => `One phone number is on ${counted(t.number('plates'), 'car')}.`,
    fine: 'It is a fleet or a dealer',
    notFine: 'The numbers are made up',
  },
  photo_deleted: {
    label: 'Photo deleted',
    says: (t) =>
      `${t.who} deleted a photo of the car ${counted(t.number('minutes'), 'minute')} after it was taken.`,
    fine: 'It was the wrong photo',
    notFine: 'It showed something',
  },
  payment_rejected: {
    label: 'Payment rejected',
    says: (t) =>
      `${t.who} recorded ${t.amount} ${method(t.text('method'))}, and it was rejected${by(t)}${t.facts.receipt === true ? '. The customer has a receipt for it' : ''}.`,
    fine: 'It was a mistake',
    notFine: 'The customer did pay',
  },
  payment_cancelled: {
    label: 'Payment cancelled later',
    says: (t) =>
      `${t.amount} that ${t.who} recorded was cancelled${by(t)} ${
        t.facts.receipt === true
          ? 'after the customer had a receipt for it'
          : t.facts.pass === true
            ? 'after the car had its gate pass'
            : t.facts.left === true
              ? 'and not recorded again, and the car left'
              : `${long(Math.floor(t.number('minutes') / 60))} later`
      }.`,
    fine: 'It was a mistake',
    notFine: 'The customer did pay',
  },
  method_changed: {
    label: 'Way of payment changed',
    says: (t) =>
      `${t.who} took a payment of ${t.amount} ${method(t.text('from_method'))} back and recorded it ${method(t.text('to_method'))}.`,
    fine: 'It was a mistake',
    notFine: 'It was paid as first recorded',
  },
  refunded: {
    label: 'Money paid back',
    says: (t) => `${t.who} paid ${t.amount} back to the customer ${method(t.text('method'))}.`,
    fine: 'The customer has it',
    notFine: 'The customer does not have it',
  },
  proved_by_himself: {
    label: 'Proved by own statement',
    says: (t) =>
      `${t.amount} that ${t.who} took is proved by a bank statement that ${t.who} uploaded. Compare it with one that you have from the bank.`,
    fine: 'I saw it arrive',
    notFine: 'It did not arrive',
  },
  other_upi_address: {
    label: 'Another UPI address',
    says: (t) =>
      t.facts.where === 'message'
        ? `${t.who} wrote to the customer with a UPI address that is not the garage's, while ${t.amount} was owed.`
        : `${t.who} put a UPI address that is not the garage's on a job, while ${t.amount} was owed.`,
    fine: 'It is one of ours',
    notFine: 'It is not ours',
  },
  page_closed: {
    label: "Customer's page closed",
    says: (t) =>
      `${t.who} closed the page of a job of ${t.amount} after the customer had opened it, so it shows nothing more.`,
    fine: 'The customer asked for it',
    notFine: 'I will show it again',
  },
  payments_split: {
    label: 'Cash in parts',
    says: (t) =>
      `${t.who} took ${t.amount} in cash on one job in ${counted(t.number('payments'), 'payment')}. At a time the limit is ${t.money('limit_amount')}.`,
    fine: 'The customer paid so',
    notFine: 'It was to stay under the limit',
  },
  customer_says_different: {
    label: 'Customer says different',
    says: (t) => `The customer says that a payment of ${t.amount}, recorded by ${t.who}, was different.`,
    fine: 'Settled with the customer',
    notFine: 'The customer is right',
  },
  entered_late: {
    label: 'Entered late',
    says: (t) => `${t.who} typed a payment of ${t.amount} ${long(t.number('hours'))} before it reached us.`,
    fine: 'There was no network',
    notFine: 'It was held back',
  },
  entered_late_more: {
    label: 'Later each time',
    says: (t) =>
      `Cash on jobs delivered on credit was recorded by ${t.who} later each time: ${listed((Array.isArray(t.facts.days) ? t.facts.days : []).map(String))} days after.`,
    fine: 'The customers paid late',
    notFine: 'I will look into it',
  },
  cash_on_older_job: {
    label: 'Cash on an older job',
    says: (t) =>
      `${t.who} recorded ${t.amount} in cash on a job delivered ${counted(t.number('days'), 'day')} before, while a newer one left with ${t.money('newer_amount')} owed.`,
    fine: 'Both are right',
    notFine: 'I will ask the customers',
  },
  cash_on_credit: {
    label: 'Cash on credit',
    says: (t) =>
      `${t.who} recorded ${t.amount} in cash ${counted(t.number('days'), 'day')} after the car had left on credit.`,
    fine: 'The customer paid then',
    notFine: 'The customer paid earlier',
  },
  upi_without_rrn: {
    label: 'UPI without a number',
    says: (t) =>
      `${t.who} recorded ${t.amount} by UPI in a week without the 12 digits that the bank gives each payment.`,
    fine: 'I saw it arrive',
    notFine: 'It did not arrive',
  },
  rrn_twice: {
    label: 'Bank number used twice',
    says: (t) =>
      `${t.who} recorded ${t.amount} with a number of the bank that ${t.facts.taken_back === true ? 'a payment had that was taken back' : 'another payment has'}.`,
    fine: 'It was one transfer for both',
    notFine: 'One of them did not arrive',
  },
  entered_without_credit: {
    label: 'Not on the bank statement',
    says: (t) => `${t.amount} that ${t.who} recorded is not on the bank statement.`,
    fine: 'It arrived elsewhere',
    notFine: 'It did not arrive',
  },
  credit_without_entry: {
    label: 'On the statement, not recorded',
    says: (t) =>
      'set_aside' in t.facts
        ? `${t.amount} came to the bank, and ${t.who} said that it is no payment of a customer.`
        : `${t.amount} came to the bank, and nobody recorded it.`,
    fine: 'It is no payment of a customer',
    notFine: 'A payment is missing',
  },
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
  seen_without_job: {
    label: 'Seen, no job',
    says: (t) =>
      t.number('times') > 1
        ? `A car was seen at the gate ${t.number('times')} times in a day, and there is no job for it.`
        : 'A car was seen at the gate, and there is no job for it.',
    fine: 'It was no customer',
    notFine: 'A job is missing',
  },
  job_never_seen: {
    label: 'Job, never seen',
    says: () => 'There is a job for a car that nobody saw at the gate.',
    fine: 'The gate missed it',
    notFine: 'The car was never here',
  },
  out_without_pass: {
    label: 'Out without a pass',
    says: () => 'A car went out without a gate pass.',
    ...KNOWN,
  },
  out_unpaid: {
    label: 'Out before it was paid',
    says: (t) => `A car went out before it was paid or released${t.amount ? `, with ${t.amount} owed` : ''}.`,
    ...KNOWN,
  },
  driven_between: {
    label: 'Driven while it was here',
    says: (t) =>
      `A car was driven ${counted(t.number('km') - t.number('before_km'), 'kilometre')} while it was here, more than a test drive.`,
    fine: 'It was a test drive',
    notFine: 'Nobody should have',
  },
  odometer_gap: {
    label: 'Odometer does not fit',
    says: (t) => `The odometer read ${t.number('km')} km, and ${t.number('before_km')} km the time before.`,
    ...KNOWN,
  },
  camera_count_differs: {
    label: 'More cars than jobs',
    says: (t) =>
      `The camera counted ${counted(t.number('cars'), 'car')}, and ${counted(t.number('jobs'), 'car')} had a job that day.`,
    ...KNOWN,
  },
  pass_refused: {
    label: 'Gate pass refused',
    says: () => 'A gate pass was shown that is not good: used before, of another car, or taken back.',
    ...KNOWN,
  },
  gate_silent: {
    label: 'Nothing written down at the gate',
    says: (t) => `Nobody wrote down a car at the gate on a day with ${counted(t.number('jobs'), 'job')}.`,
    ...KNOWN,
  },
  new_device: {
    label: 'Log-in on a new device',
    says: (t) => `${t.who} logged in on a device that was never used before.`,
    fine: 'It is their own device',
    notFine: 'I do not know it',
  },
  night_log_in: {
    label: 'Log-in at night',
    says: (t) =>
      `${t.who} logged in at ${String(t.number('hour')).padStart(2, '0')}:${String(t.number('minute')).padStart(2, '0')}.`,
    ...KNOWN,
  },
  log_in_after_removal: {
    label: 'Log-in after removal',
    says: (t) => `${t.who} tried to log in after being removed, and was not let in.`,
    ...KNOWN,
  },
  confirmed_from_new_device: {
    label: 'Confirmed on a new device',
    says: (t) => `${t.amount} was confirmed in the name of ${t.who}, on a device first used within a day.`,
    fine: 'It was me',
    notFine: 'It was not me',
  },
}
