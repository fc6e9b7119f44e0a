import type { ActionKind } from './queries'

interface ActionWords {
  label: string
  /** What it is, or how many of what. */
  note: (count: number) => string
  /** Where it is done. */
  to: string
  isUrgent?: boolean
}

const things = (one: string, many: string) => (count: number) => `${count} ${count === 1 ? one : many}`

// A full record: a new kind on the server fails to compile until it is named here.
export const ACTIONS: Record<ActionKind, ActionWords> = {
  payments_to_confirm: { label: 'To confirm', note: things('payment', 'payments'), to: '/money' },
  cash_to_receive: { label: 'Cash to receive', note: things('hand-over', 'hand-overs'), to: '/money/cash' },
  refunds_to_confirm: {
    label: 'Refunds to confirm',
    note: things('refund', 'refunds'),
    to: '/money?kind=refund',
  },
  customer_words: {
    label: 'Customers say',
    note: things('word for you alone', 'words for you alone'),
    to: '/checks',
    isUrgent: true,
  },
  discounts_asked: {
    label: 'Discounts to decide',
    note: (count) => `${things('request', 'requests')(count)} above the cap`,
    to: '/trust',
  },
  questions: {
    label: 'Questions for you',
    note: (count) => `${things('question', 'questions')(count)} about what was done`,
    to: '/trust',
  },
  late_jobs: {
    label: 'Late',
    note: (count) => `${things('job', 'jobs')(count)} past the promised day`,
    to: '/jobs?due=overdue',
    isUrgent: true,
  },
  cars_ready: {
    label: 'Ready to collect',
    note: things('car', 'cars'),
    to: '/jobs?status=completed',
  },
  channels_stopped: {
    label: 'Messages are not going out',
    note: () => 'E-mail or WhatsApp has stopped',
    to: '/checks',
    isUrgent: true,
  },
  messages_not_sent: {
    label: 'Messages not sent',
    note: (count) => `${things('message', 'messages')(count)} in 7 days`,
    to: '/messages?show=unsent',
    isUrgent: true,
  },
  books_differ: {
    label: 'The books do not agree',
    note: things('difference found', 'differences found'),
    to: '/checks',
    isUrgent: true,
  },
  check_stopped: {
    label: 'The check of the books has stopped',
    note: () => 'Tell whoever runs your server',
    to: '/checks',
    isUrgent: true,
  },
  work_not_done: {
    label: 'Work not done',
    note: (count) => `${things('task', 'tasks')(count)} of the server`,
    to: '/checks',
    isUrgent: true,
  },
}
