import { counted } from '@/lib/counted'
import { by, listed, long, method, onDay } from './fact-words'
import type { SomeKinds } from './kind-words'

/** What is asked about payments, and about what the bank and the customers say of them. */
export const PAYMENT_KINDS = {
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
  statement_gap: {
    label: 'Days missing between bank statements',
    says: (t) =>
      `${t.who} uploaded bank statements without the days between ${onDay(t.text('after_day'))} and ${onDay(t.text('before_day'))}. ${t.amount} was entered for them by UPI or transfer, in ${counted(t.number('payments'), 'payment')}.`,
    fine: 'I have seen those days',
    notFine: 'The money is not there',
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
} satisfies SomeKinds
