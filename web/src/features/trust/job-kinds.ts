import { counted } from '@/lib/counted'
import { agreed, CHANGED, changedWhen, hundredths, long, named, SEEN } from './fact-words'
import { AGREED_TO, KNOWN, type SomeKinds } from './kind-words'

/** What is asked about jobs and their prices. */
export const JOB_KINDS = {
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
  declines_add_up: {
    label: 'Declined by word of mouth',
    says: (t) =>
      `${t.who} noted on ${counted(t.number('jobs'), 'job')} of this month that the customer declined work, of ${t.amount} in all. None of these customers had opened the page of the job.`,
    fine: 'The customers did decline',
    notFine: 'The work was done',
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
    says: (t) => {
      const changed = named(t.facts.changed, CHANGED)
      if (changed === 'merged')
        return `${t.who} made two customers one, and one of them owed ${t.money('owed_amount')}.`
      if (changed === 'messages')
        return `${t.who} stopped the messages to a customer who owed ${t.money('owed_amount')}. They would say what is booked.`
      return `${t.who} changed the ${changed} on the job ${changedWhen(t)}${t.facts.put_back === true ? ', back to what it was before' : ''}.`
    },
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
} satisfies SomeKinds
