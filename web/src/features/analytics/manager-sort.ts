import type { Dashboard } from './queries'

export type ManagerFigures = Dashboard['manager_performance'][number]

interface Column {
  label: string
  /** The figure; null where there is none. */
  of: (manager: ManagerFigures) => number | null
  /** Where less is better: the first press puts the least first. */
  leastFirst?: boolean
}

export const COLUMNS = {
  jobs: { label: 'Jobs', of: (manager) => manager.job_count },
  revenue: { label: 'Revenue', of: (manager) => manager.total_revenue },
  collected: { label: 'Collected', of: (manager) => manager.total_collected },
  outstanding: { label: 'Outstanding', of: (manager) => manager.outstanding },
  cash: { label: 'Cash in hand', of: (manager) => manager.cash_in_hand },
  onTime: {
    label: 'On time',
    of: ({ on_time, completed }) => (completed === 0 ? null : on_time / completed),
  },
  turnaround: { label: 'Turnaround', of: (manager) => manager.average_hours, leastFirst: true },
} satisfies Record<string, Column>

export type ColumnKey = keyof typeof COLUMNS
export const COLUMN_KEYS = Object.keys(COLUMNS) as ColumnKey[]

export interface Order {
  by: ColumnKey
  ascending: boolean
}

/** The order after a press on a head: its usual direction first, then the other. */
export function press({ by, ascending }: Order, key: ColumnKey): Order {
  const column: Column = COLUMNS[key]
  return { by: key, ascending: by === key ? !ascending : column.leastFirst === true }
}

/** The managers in that order; those without the figure stand last either way. */
export function sortManagers(
  managers: readonly ManagerFigures[],
  { by, ascending }: Order,
): ManagerFigures[] {
  const { of }: Column = COLUMNS[by]
  return managers.toSorted((left, right) => {
    const [a, b] = [of(left), of(right)]
    if (a === null || b === null) return Number(a === null) - Number(b === null)
    return ascending ? a - b : b - a
  })
}
