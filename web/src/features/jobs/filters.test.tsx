import { describe, expect, it } from 'vitest'
import { activeFilters, listQuery, NO_FILTERS, periodLabel, readFilters, writeFilters } from './filters'

const read = (search: string, seesAll = true) => readFilters(new URLSearchParams(search), seesAll)

describe('filters in the address', () => {
  it('reads what a link says and asks the server for it', () => {
    const filters = read('outstanding=true&status=pending,closed&manager=m1&from=2026-11-01&sort=due_at')
    expect(listQuery(filters)).toEqual({
      outstanding: true,
      status: ['pending', 'closed'],
      manager_id: 'm1',
      from: '2026-11-01',
      sort: 'due_at',
      limit: 100,
    })
  })

  it('leaves out what it does not understand', () => {
    const filters = read('status=lost&sort=price&from=yesterday&to=2026-02-31x&due=never&view=map')
    expect(filters).toEqual({ ...NO_FILTERS, view: 'list' })
  })

  it('opens on what is not closed, and looks through all for whatever is asked for', () => {
    const open = ['pending', 'in_progress', 'waiting_for_parts', 'completed', 'delivered', 'credit_pending']
    expect(listQuery(read('')).status?.toSorted()).toEqual(open.toSorted())
    expect(listQuery(read('manager=m1')).status).toHaveLength(6)
    for (const search of ['show=all', 'q=sun', 'outstanding=true', 'from=2026-11-01', 'due=today'])
      expect(listQuery(read(search)).status).toBeUndefined()
    expect(listQuery(read('status=closed')).status).toEqual(['closed'])
  })

  it('does not let a manager ask for another manager', () => {
    expect(read('manager=m1', false).manager).toBeNull()
  })

  it('writes what it reads, and nothing for the plain list', () => {
    const search = 'q=sun&status=pending&status=closed&due=overdue&sort=created_at&show=all&view=board'
    expect(writeFilters(read(search)).toString()).toBe(search)
    expect(writeFilters(read('sort=-created_at&view=list')).toString()).toBe('')
  })
})

describe('active filters', () => {
  const words = { today: '2026-11-22', managerName: () => 'Kavita', statusLabel: (s: string) => s }

  it('removes one status and keeps the other', () => {
    const [first] = activeFilters(read('status=pending&status=closed'), words)
    expect(first).toMatchObject({ label: 'pending', without: { status: ['closed'] } })
  })

  it('does not count on the board what the board does not use', () => {
    const active = activeFilters(read('view=board&status=pending&due=today&sort=due_at&manager=m1'), words)
    expect(active.map(({ label }) => label)).toEqual(['Kavita'])
  })

  it('names a period as people do', () => {
    const label = (from: string | null, to: string | null) => periodLabel({ from, to }, '2026-11-22')
    expect(label(null, null)).toBeNull()
    expect(label('2026-11-22', '2026-11-22')).toBe('Today')
    expect(label('2026-11-01', '2026-11-22')).toBe('This month')
    expect(label('2026-11-03', null)).toBe('Since 3 Nov')
    expect(label('2025-12-30', '2026-01-02')).toBe('30 Dec 2025 to 2 Jan')
  })
})
