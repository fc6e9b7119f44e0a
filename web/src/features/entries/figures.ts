import type { paths } from '@/api/schema.gen'
import type { Figure } from '@/features/analytics/links'
import type { Dashboard } from '@/features/analytics/queries'

export type EntryFilter = NonNullable<paths['/api/analytics/entries']['get']['parameters']['query']>

interface FigureWords {
  label: string
  /** What makes it go up or down, in a sentence. */
  about: string
  /** It stands as of now, whatever the period. */
  isOfNow: boolean
  /** What the dashboard says it is. */
  amount?: (figures: Dashboard) => number | null
  count?: (figures: Dashboard) => number
  /** What its count counts. */
  things: [one: string, many: string]
}

// A full record: a new figure of the server fails to compile until it is named here.
export const FIGURES: Record<Figure, FigureWords> = {
  revenue: {
    label: 'Revenue',
    about: 'Estimates of new jobs, and each change of an estimate on the day it was made.',
    isOfNow: false,
    amount: (figures) => figures.total_revenue,
    things: ['entry', 'entries'],
  },
  collected: {
    label: 'Collected',
    about: 'Payments when they were recorded, less each rejected one on the day you rejected it.',
    isOfNow: false,
    amount: (figures) => figures.total_collected,
    things: ['entry', 'entries'],
  },
  outstanding: {
    label: 'Outstanding',
    about: 'Estimates, less what was paid on them: what customers owe now.',
    isOfNow: true,
    amount: (figures) => figures.outstanding_credits,
    things: ['entry', 'entries'],
  },
  cash_in_hand: {
    label: 'Managers’ cash',
    about: 'Cash payments, less the cash you received from managers.',
    isOfNow: true,
    amount: (figures) => figures.cash_in_hand,
    things: ['entry', 'entries'],
  },
  awaiting_confirmation: {
    label: 'To confirm',
    about: 'Payments recorded, less those you confirmed or rejected.',
    isOfNow: true,
    amount: (figures) => figures.pending_confirmations.amount,
    count: (figures) => figures.pending_confirmations.count,
    things: ['payment', 'payments'],
  },
  jobs: {
    label: 'Jobs',
    about: 'Each job on the day it was started.',
    isOfNow: false,
    count: (figures) => figures.total_jobs,
    things: ['job', 'jobs'],
  },
  completed: {
    label: 'Completed',
    about: 'Each job when its work was completed the first time.',
    isOfNow: false,
    count: (figures) => figures.turnaround.completed,
    things: ['job', 'jobs'],
  },
  on_time: {
    label: 'On time',
    about: 'Each job completed on or before the day it was due.',
    isOfNow: false,
    count: (figures) => figures.on_time.on_time,
    things: ['job', 'jobs'],
  },
}

export function readFigure(text: string | null): Figure {
  return text !== null && Object.hasOwn(FIGURES, text) ? (text as Figure) : 'revenue'
}
