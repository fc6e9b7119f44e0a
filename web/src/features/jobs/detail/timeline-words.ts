import type { Schemas } from '@/api/client'
import { type JobStatus, STATUS } from '@/domain/job-status'
import type { JobDetail } from '@/domain/jobs'
import { METHOD_WORDS } from '@/domain/payment-labels'
import { shownPhone } from '@/domain/phone'
import { stateName } from '../states'

type Entry = Schemas['TimelineEntry']
type JobPayment = JobDetail['payments'][number]
type Pair = readonly unknown[]

export interface Told {
  /** One sentence per thing that happened; the first is the news. */
  lines: string[]
  /** What somebody wrote about it. */
  note: string | null
  tone: 'plain' | 'confirmed' | 'waiting' | 'risk'
  /** Where the job stands since then; null when it did not move. */
  status: JobStatus | null
}

interface Words {
  money: (amount: number) => string
  payments: readonly JobPayment[]
}

export const FIELD_NAMES: Record<string, string> = {
  customer_name: 'Customer',
  phone: 'Phone',
  car_model: 'Car',
  vehicle_number: 'Vehicle number',
  work_description: 'Work',
  estimated_amount: 'Estimate',
  planned_completion_days: 'Planned time',
  address: 'Address',
  parts_required: 'Parts',
  worker_assigned: 'Worker',
  internal_notes: 'Internal notes',
  customer_gst_number: 'Customer’s tax number',
  place_of_supply: 'Place of supply',
}

function isStatus(value: unknown): value is JobStatus {
  return typeof value === 'string' && value in STATUS
}

function move([from, to]: Pair): string {
  if (!isStatus(from) || !isStatus(to)) return 'Status changed'
  if (from === 'closed') return `Reopened as ${STATUS[to].label.toLowerCase()}`
  if (to === 'closed') return 'Closed'
  if (to === 'credit_pending') return 'Delivered on credit'
  if (to === 'delivered') return from === 'credit_pending' ? 'Credit paid off' : 'Delivered'
  if (from === 'completed' && to === 'in_progress') return 'Work reopened'
  if (from === 'waiting_for_parts' && to === 'in_progress') return 'Work continued'
  if (to === 'in_progress') return 'Work started'
  if (to === 'completed') return 'Work completed'
  return `Moved from ${STATUS[from].label.toLowerCase()} to ${STATUS[to].label.toLowerCase()}`
}

/** What was taken back at once, by its own words. */
function takenBack(what: string): string {
  return `Taken back: ${what.charAt(0).toLowerCase()}${what.slice(1)}`
}

function estimate([from, to]: Pair, money: Words['money']): string {
  if (typeof from !== 'number' || typeof to !== 'number') return 'Estimate changed'
  return `Estimate ${to > from ? 'raised' : 'lowered'} from ${money(from)} to ${money(to)}`
}

function shownValue(field: string, value: unknown): string {
  if (field === 'planned_completion_days') return value === 1 ? '1 day' : `${value} days`
  if (field === 'phone') return shownPhone(String(value))
  if (field === 'place_of_supply') return stateName(String(value))
  return String(value)
}

function fieldChange(field: string, [from, to]: Pair): string {
  const name = FIELD_NAMES[field] ?? field.replaceAll('_', ' ')
  if (from === null || from === undefined) return `${name} added: ${shownValue(field, to)}`
  if (to === null || to === undefined) return `${name} removed: ${shownValue(field, from)}`
  return `${name} changed from ${shownValue(field, from)} to ${shownValue(field, to)}`
}

function lineCount(count: unknown): string {
  return count === 1 ? '1 item' : `${count} items`
}

/** Lines are told by how many there are; the journal keeps what each was. */
function lines([from, to]: Pair): string {
  if (from === 0) return `${lineCount(to)} added`
  if (to === 0) return 'Labour and parts removed, the estimate is one amount'
  return from === to
    ? `Labour and parts changed, still ${lineCount(to)}`
    : `Labour and parts changed: ${lineCount(to)} instead of ${from}`
}

const NEWS = ['status', 'items', 'estimated_amount']
// What a paper's own sentence says, or only a machine compares.
const UNTOLD = ['content_sha256', 'invoice_number', 'manager_id', 'estimate_to_follow', 'undone']

/** Moves and money first: they are the news. */
function changed(changes: Entry['changes'], money: Words['money']): string[] {
  const news = NEWS.flatMap((field): [string, Pair][] => {
    const pair = changes[field]
    return pair ? [[field, pair]] : []
  })
  const rest = Object.entries(changes).filter(([field]) => ![...NEWS, ...UNTOLD].includes(field))
  const isFirst = changes.estimate_to_follow !== undefined
  const one = (field: string, pair: Pair) => {
    if (field === 'status') return move(pair)
    if (field === 'items') return lines(pair)
    if (field !== 'estimated_amount') return fieldChange(field, pair)
    return isFirst && typeof pair[1] === 'number' ? `Estimate ${money(pair[1])}` : estimate(pair, money)
  }
  const isBack = changes.undone !== undefined
  return [...news, ...rest].map(([field, [from, to]]) =>
    isBack ? takenBack(one(field, [to, from])) : one(field, [from, to]),
  )
}

function paid(entry: Entry, { money, payments }: Words) {
  const payment = payments.find(({ id }) => id === entry.payment_id)
  const amount = payment?.amount ?? (entry.amount === null ? null : Math.abs(entry.amount))
  const what = [amount === null ? 'Payment' : money(amount), payment && METHOD_WORDS[payment.method]]
  return { what: what.filter(Boolean).join(' '), payment }
}

/** The entries of a timeline, those of photos that somebody added one after the other as one, by the newest of them. */
export function photosTogether(entries: readonly Entry[]): { entry: Entry; times: number }[] {
  const told: { entry: Entry; times: number }[] = []
  for (const entry of entries) {
    const last = told.at(-1)
    const isSame = last?.entry.kind === entry.kind && last.entry.actor_id === entry.actor_id
    if (isSame && entry.kind === 'photo_added') last.times += 1
    else told.push({ entry, times: 1 })
  }
  return told
}

interface Telling {
  entry: Entry
  words: Words
  /** What changed on the job, in words. */
  after: string[]
  /** The status it moved to. */
  to: unknown
  times: number
}

/** What an entry says otherwise than by what changed. */
type Teller = (telling: Telling) => Partial<Told>

const undone: Teller = ({ entry, words, after }) => {
  const why = entry.note ? `: ${entry.note}` : ''
  const [kind, done] = entry.kind.split('_')
  const what = `${kind === 'refund' ? 'Refund of ' : ''}${paid(entry, words).what}`
  return { lines: [`${what} ${done}${why}`, ...after], note: null, tone: 'risk' }
}

const TELLERS: Record<string, Teller> = {
  job_created: ({ entry, words }) => {
    const worth = entry.amount ? `, estimate ${words.money(entry.amount)}` : ''
    return { lines: [`Job started${worth}`], status: 'pending' }
  },
  job_updated: ({ entry, after, to }) => {
    if (entry.actor_id === 'system' && to === 'closed')
      return { lines: ['Closed automatically: delivered, paid and confirmed'] }
    if (after.length > 0) return {}
    return { lines: [entry.note ?? 'Job changed'], note: null }
  },
  job_written_off: ({ entry, words }) => {
    const what = entry.amount === null ? 'Amount' : words.money(Math.abs(entry.amount))
    const why = entry.note ? `: ${entry.note}` : ''
    // That a job on credit is delivered from then on is not because it was paid.
    return { lines: [`${what} written off${why}`], note: null, tone: 'risk' }
  },
  payment_recorded: ({ entry, words, after }) => {
    const { what, payment } = paid(entry, words)
    const advance = payment?.payment_type === 'advance' ? ' advance' : ''
    return {
      lines: [`${what}${advance} recorded`, ...after],
      tone: payment ? STANDING[payment.verdict] : 'plain',
    }
  },
  payment_confirmed: ({ entry, words, after }) => ({
    lines: [`${paid(entry, words).what} confirmed`, ...after],
    tone: 'confirmed',
  }),
  payment_rejected: undone,
  payment_cancelled: undone,
  refund_rejected: undone,
  refund_cancelled: undone,
  refund_recorded: ({ entry, words, after }) => {
    const { what, payment } = paid(entry, words)
    const why = entry.note ? `: ${entry.note}` : ''
    const tone = payment ? STANDING[payment.verdict] : 'plain'
    return { lines: [`${what} refunded${why}`, ...after], note: null, tone }
  },
  refund_confirmed: ({ entry, words, after }) => ({
    lines: [`Refund of ${paid(entry, words).what} confirmed`, ...after],
    tone: 'confirmed',
  }),
  job_cancelled: ({ entry }) => {
    const why = entry.note ? `: ${entry.note}` : ''
    return { lines: [`Job cancelled${why}`], note: null, tone: 'risk' }
  },
  invoice_issued: ({ entry, after }) => ({
    lines: [`Invoice ${entry.note ?? ''} issued`, ...after],
    note: null,
  }),
  credit_note_issued: ({ entry, after }) => {
    const credited = entry.changes.invoice_number?.[0]
    const what = typeof credited === 'string' ? ` for invoice ${credited}` : ''
    return { lines: [`Credit note ${entry.note ?? ''}${what} issued`, ...after], note: null }
  },
  receipt_issued: ({ entry, words, after }) => {
    const { payment, what } = paid(entry, words)
    return {
      lines: [`Receipt ${entry.note ?? ''} issued${payment ? ` for ${what}` : ''}`, ...after],
      note: null,
    }
  },
  refund_voucher_issued: ({ entry, words, after }) => {
    const { payment, what } = paid(entry, words)
    return {
      lines: [`Refund voucher ${entry.note ?? ''} issued${payment ? ` for ${what}` : ''}`, ...after],
      note: null,
    }
  },
  photo_added: ({ times }) => ({ lines: [times > 1 ? `${times} photos added` : 'Photo added'] }),
  photo_deleted: () => ({ lines: ['Photo deleted'] }),
  photo_restored: () => ({ lines: ['Deleted photo brought back'] }),
  estimate_sent: ({ entry }) => ({
    lines: [`Estimate ${entry.changes.estimate_version?.[1] ?? ''} sent to the customer`],
  }),
  estimate_answered: ({ entry, words }) => ({ lines: answered(entry.changes, words) }),
  discount_asked: () => ({ lines: ['Asked the owner for a discount'], tone: 'waiting' }),
  discount_answered: ({ entry, words }) => {
    const { discount, ...others } = entry.changes
    const said = discount?.[1] === 'granted' ? 'The owner gave the discount' : 'The owner gave no discount'
    return { lines: [said, ...changed(others, words.money)] }
  },
  inspection_finished: ({ entry }) => ({ lines: [inspected(entry.changes)] }),
  customer_link_ended: () => ({ lines: ['Customer’s page closed'] }),
  paper_printed: ({ entry, words }) => ({ lines: [printed(entry, words)], note: null }),
  quotation_answered: () => ({ lines: ['Estimate answered before the car came'] }),
  quotation_begun: () => ({ lines: ['The car of the estimate came'] }),
  quotation_changed: () => ({ lines: ['Estimate changed before the car came'] }),
  quotation_made: () => ({ lines: ['Estimate made before the car came'] }),
  quotation_sent: () => ({ lines: ['Estimate sent before the car came'] }),
}

/** Says in plain words what an entry of a job's journal tells; `times` counts the same kind of photos. */
export function tell(entry: Entry, words: Words, times = 1): Told {
  const after = changed(entry.changes, words.money)
  const to = entry.changes.status?.[1]
  const told: Told = { lines: after, note: entry.note, tone: 'plain', status: isStatus(to) ? to : null }
  const teller = TELLERS[entry.kind]
  if (!teller) return { ...told, lines: [OTHERS[entry.kind] ?? inWords(entry.kind), ...after] }
  return { ...told, ...teller({ entry, words, after, to, times }) }
}

/** Amber only while the money still waits; an owner's own payment never did. */
const STANDING: Record<JobPayment['verdict'], Told['tone']> = {
  pending: 'waiting',
  confirmed: 'confirmed',
  rejected: 'plain',
}

/** Says which paper left the garage, and over how much: "Pro-forma 1042-3 of ₹45,000 printed". */
function printed({ note, changes }: Entry, { money }: Words): string {
  const paper = PRINTED[String(changes.paper?.[1])] ?? 'Paper'
  const amount = changes.printed_amount?.[1]
  // A pass is for the gate, which sees no money.
  const over = typeof amount === 'number' && changes.paper?.[1] !== 'gate_pass' ? ` of ${money(amount)}` : ''
  return `${paper} ${note ?? ''}${over} printed`
}

const PRINTED: Record<string, string> = {
  pro_forma: 'Pro-forma',
  job_card: 'Job card',
  statement: 'Payment statement',
  gate_pass: 'Gate pass',
}

/** Says whose word an answer was, and what it did to the estimate. */
function answered(changes: Entry['changes'], { money }: Words): string[] {
  const by = changes.how?.[1] === 'customer' ? 'The customer answered' : 'Answer of the customer written down'
  const amounts = Object.entries(changes).filter(([field]) => field === 'estimated_amount')
  return [by, ...changed(Object.fromEntries(amounts), money)]
}

/** Says what an inspection found: "Quick check: 9 good, 2 soon, 1 now". */
function inspected(changes: Entry['changes']): string {
  const counted = ['good', 'soon', 'now'].flatMap((found) => {
    const count = changes[found]?.[1]
    return count ? [`${count} ${found}`] : []
  })
  return `${changes.inspection?.[1] ?? 'Inspection'}: ${counted.join(', ')}`
}

// They do not concern one job, so they are not expected here; still they have words.
const OTHERS: Record<string, string> = {
  balance_moved: 'Amount owed noted under the customer',
  settlement_submitted: 'Cash handed over',
  settlement_confirmed: 'Cash received',
  settlement_rejected: 'Hand-over rejected',
  settlement_cancelled: 'Hand-over taken back',
  settlement_difference: 'Cash difference booked',
  settlement_reversed: 'Hand-over reversed',
  limits_changed: 'Limits of cash changed',
  cash_allowed: 'More cash allowed for the day',
  day_opened: 'Day opened with a count',
  day_closed: 'Day closed with a count',
  count_asked: 'Asked to count cash',
  count_made: 'Cash counted',
  count_missed: 'Count missed',
  cash_difference_booked: 'Cash difference booked',
  manager_joined: 'Manager joined',
  invite_revoked: 'Invite code revoked',
  manager_removed: 'Manager removed',
  workshop_updated: 'Workshop details changed',
  billing_changed: 'Billing settings changed',
  pass_issued: 'Gate pass shown',
  pass_used: 'Left through the gate with its pass',
  credit_released: 'Owner let it leave unpaid',
  statement_read: 'Bank statement read',
  bank_matched: 'Found in the bank',
  bank_set_aside: 'A credit at the bank set aside',
  set_up_changed: 'Usual jobs or messages changed',
  set_up_noted: 'Usual jobs, messages and customers’ pages noted',
  rules_changed: 'The journal goes on by newer rules of sealing',
}

function inWords(kind: string): string {
  const words = kind.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
