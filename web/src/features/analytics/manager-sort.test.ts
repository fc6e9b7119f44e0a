import { expect, it } from 'vitest'
import { type ManagerFigures, press, sortManagers } from './manager-sort'

const manager = (name: string, more: Partial<ManagerFigures>): ManagerFigures => ({
  manager_id: name,
  name,
  job_count: 0,
  total_revenue: 0,
  avg_job_value: 0,
  total_collected: 0,
  cash_in_hand: 0,
  cash_difference: 0,
  completed: 0,
  on_time: 0,
  average_hours: null,
  outstanding: 0,
  ...more,
})
const ALL = [
  manager('new', {}),
  manager('slow', { average_hours: 70, completed: 10, on_time: 5 }),
  manager('quick', { average_hours: 20, completed: 4, on_time: 3 }),
]
const names = (by: Parameters<typeof press>[1], ascending: boolean) =>
  sortManagers(ALL, { by, ascending }).map(({ name }) => name)

it('puts who has no such figure last, in either direction', () => {
  expect(names('turnaround', true)).toEqual(['quick', 'slow', 'new'])
  expect(names('turnaround', false)).toEqual(['slow', 'quick', 'new'])
  expect(names('onTime', false)).toEqual(['quick', 'slow', 'new'])
})

it('begins with the best, and turns round at the second press', () => {
  const revenue = { by: 'revenue', ascending: false } as const
  expect(press(revenue, 'turnaround')).toEqual({ by: 'turnaround', ascending: true })
  expect(press(revenue, 'jobs')).toEqual({ by: 'jobs', ascending: false })
  expect(press(revenue, 'revenue')).toEqual({ by: 'revenue', ascending: true })
})
