import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { type JobStatus, STATUSES } from '@/domain/job-status'
import type { JobFilter } from '@/domain/jobs'
import { useSeesAll } from '@/domain/permissions'
import { addDays, shownDay } from '@/lib/days'

export type JobSort = NonNullable<JobFilter['sort']>
export type Due = NonNullable<JobFilter['due']>
export type Show = 'open' | 'all'
export type View = 'list' | 'board'

/** Which jobs a person looks at, as the address of the page says it. */
export interface JobFilters {
  q: string
  status: JobStatus[]
  outstanding: boolean
  due: Due | null
  manager: string | null
  from: string | null
  to: string | null
  sort: JobSort
  /** Where nothing else says which, the jobs that are not closed, or all. */
  show: Show
  view: View
}

export const NO_FILTERS: Omit<JobFilters, 'view'> = {
  q: '',
  status: [],
  outstanding: false,
  due: null,
  manager: null,
  from: null,
  to: null,
  sort: '-created_at',
  show: 'open',
}

export const SHOWS: readonly { value: Show; label: string }[] = [
  { value: 'open', label: 'Open jobs' },
  { value: 'all', label: 'All jobs' },
]
const NOT_CLOSED = STATUSES.filter((status) => status !== 'closed')

export const SORTS: readonly { value: JobSort; label: string }[] = [
  { value: '-created_at', label: 'Newest first' },
  { value: 'created_at', label: 'Oldest first' },
  { value: 'due_at', label: 'Due first' },
  { value: '-remaining_amount', label: 'Most outstanding' },
]
export const DUES: readonly { value: Due; label: string }[] = [
  { value: 'today', label: 'Due today' },
  { value: 'overdue', label: 'Overdue' },
]

const PAGE_SIZE = 100
const DAY = /^\d{4}-\d{2}-\d{2}$/

function isOneOf<T extends string>(values: readonly { value: T }[], text: string | null): T | null {
  return values.find(({ value }) => value === text)?.value ?? null
}

function dayIn(text: string | null): string | null {
  return text && DAY.test(text) && !Number.isNaN(Date.parse(text)) ? text : null
}

/** Reads the address. What it does not understand, and what is not for who sees their own jobs only, is left out. */
export function readFilters(params: URLSearchParams, seesAll: boolean): JobFilters {
  const wanted = new Set(params.getAll('status').flatMap((text) => text.split(',')))
  return {
    q: params.get('q')?.trim() ?? '',
    status: STATUSES.filter((status) => wanted.has(status)),
    outstanding: params.get('outstanding') === 'true',
    due: isOneOf(DUES, params.get('due')),
    manager: seesAll ? params.get('manager') || null : null,
    from: dayIn(params.get('from')),
    to: dayIn(params.get('to')),
    sort: isOneOf(SORTS, params.get('sort')) ?? NO_FILTERS.sort,
    show: params.get('show') === 'all' ? 'all' : 'open',
    view: params.get('view') === 'board' ? 'board' : 'list',
  }
}

/** Writes an address that says only what differs from the plain list. */
export function writeFilters(filters: JobFilters): URLSearchParams {
  const params = new URLSearchParams()
  if (filters.q) params.set('q', filters.q)
  for (const status of filters.status) params.append('status', status)
  if (filters.outstanding) params.set('outstanding', 'true')
  if (filters.due) params.set('due', filters.due)
  if (filters.manager) params.set('manager', filters.manager)
  if (filters.from) params.set('from', filters.from)
  if (filters.to) params.set('to', filters.to)
  if (filters.sort !== NO_FILTERS.sort) params.set('sort', filters.sort)
  if (filters.show === 'all') params.set('show', 'all')
  if (filters.view === 'board') params.set('view', 'board')
  return params
}

/** Says whether closed jobs are left out: not where somebody looks for a job, or asks for some by status, day or money. */
export function leavesOutClosed({ show, q, status, outstanding, due, from, to }: JobFilters): boolean {
  return show === 'open' && !q && status.length === 0 && !outstanding && !due && !from && !to
}

/** What is asked of the server for the list. */
export function listQuery(filters: JobFilters): JobFilter {
  return {
    ...commonQuery(filters),
    ...(leavesOutClosed(filters) && filters.sort !== 'due_at' && { status: NOT_CLOSED }),
    ...(filters.status.length > 0 && { status: filters.status }),
    ...(filters.due && { due: filters.due }),
    sort: filters.sort,
    limit: PAGE_SIZE,
  }
}

/** The part of the filters that list and board share: a column of the board has its own status and order. */
export function commonQuery({ q, outstanding, manager, from, to }: JobFilters): JobFilter {
  return {
    ...(q && { q }),
    ...(outstanding && { outstanding }),
    ...(manager && { manager_id: manager }),
    ...(from && { from }),
    ...(to && { to }),
  }
}

interface ActiveFilter {
  key: string
  label: string
  /** What to change to be rid of it. */
  without: Partial<JobFilters>
}

interface Words {
  today: string
  managerName: (id: string) => string
  statusLabel: (status: JobStatus) => string
}

/** What narrows the list, apart from the text in the search box, each with its name and how to remove it. */
export function activeFilters(filters: JobFilters, words: Words): ActiveFilter[] {
  const { status, outstanding, due, manager, sort } = filters
  const isBoard = filters.view === 'board'
  const active: ActiveFilter[] = []
  if (!isBoard) {
    for (const one of status) {
      active.push({
        key: one,
        label: words.statusLabel(one),
        without: { status: status.filter((other) => other !== one) },
      })
    }
  }
  if (outstanding) active.push({ key: 'outstanding', label: 'Outstanding', without: { outstanding: false } })
  if (due && !isBoard) {
    const label = DUES.find(({ value }) => value === due)?.label ?? due
    active.push({ key: 'due', label, without: { due: null } })
  }
  if (manager) active.push({ key: 'manager', label: words.managerName(manager), without: { manager: null } })
  const period = periodLabel(filters, words.today)
  if (period) active.push({ key: 'period', label: period, without: { from: null, to: null } })
  if (sort !== NO_FILTERS.sort && !isBoard) {
    const label = SORTS.find(({ value }) => value === sort)?.label ?? sort
    active.push({ key: 'sort', label, without: { sort: NO_FILTERS.sort } })
  }
  return active
}

interface Period {
  label: string
  from: string
  to: string
}

/** The periods that are asked for every day. */
export function periods(today: string): Period[] {
  return [
    { label: 'Today', from: today, to: today },
    { label: 'Last 7 days', from: addDays(today, -6), to: today },
    { label: 'This month', from: `${today.slice(0, 8)}01`, to: today },
  ]
}

/** A period in words; null when any day will do. */
export function periodLabel({ from, to }: Pick<JobFilters, 'from' | 'to'>, today: string): string | null {
  if (!from && !to) return null
  const known = periods(today).find((period) => period.from === from && period.to === to)
  if (known) return known.label
  if (!to && from) return `Since ${shownDay(from, today)}`
  if (!from && to) return `Until ${shownDay(to, today)}`
  return from === to
    ? shownDay(from ?? today, today)
    : `${shownDay(from ?? today, today)} to ${shownDay(to ?? today, today)}`
}

export type ChangeFilters = (change: Partial<JobFilters>, how?: { replace?: boolean }) => void

/** The filters in the address, and how to change them. */
export function useJobFilters(): [JobFilters, ChangeFilters] {
  const [params, setParams] = useSearchParams()
  const seesAll = useSeesAll()
  const filters = useMemo(() => readFilters(params, seesAll), [params, seesAll])
  const change = useCallback<ChangeFilters>(
    (part, how) => setParams(writeFilters({ ...filters, ...part }), how),
    [filters, setParams],
  )
  return [filters, change]
}
