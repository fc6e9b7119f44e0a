import { expect, test } from 'vitest'
import type { Permission } from '@/domain/permissions'
import { inBar, isAt, placesOf } from './places'

const MANAGER: Permission[] = [
  'workshop:read',
  'jobs:create',
  'jobs:read',
  'payments:record',
  'payments:read',
  'settlements:submit',
  'settlements:read',
  'my_day:read',
  'customers:read',
  'vehicles:read',
  'documents:read',
  'messages:read',
]
const OWNER: Permission[] = [
  ...MANAGER.filter((one) => one !== 'my_day:read' && one !== 'settlements:submit'),
  'workshop:manage',
  'members:manage',
  'payments:review',
  'settlements:review',
  'analytics:read',
  'audit:read',
  'bank:read',
]
const ACCOUNTANT: Permission[] = [
  'workshop:read',
  'jobs:read',
  'payments:read',
  'settlements:read',
  'cash:read_all',
  'analytics:read',
  'customers:read',
  'vehicles:read',
  'documents:read',
]
const TECHNICIAN: Permission[] = ['workshop:read', 'work:read', 'work:update']
const CASHIER: Permission[] = MANAGER.filter((one) => one !== 'jobs:create' && one !== 'messages:read')

test.each([
  [
    'owner',
    OWNER,
    ['Today', 'Jobs', 'Customers', 'Messages', 'Money', 'Checks', 'Reports', 'Team', 'Settings'],
    ['Today', 'Jobs', 'Money'],
    ['To confirm', 'All', 'Cash', 'Bills', 'Who owes', 'Bank'],
  ],
  [
    'manager',
    MANAGER,
    ['Today', 'Jobs', 'Customers', 'Messages', 'Money'],
    ['Today', 'Jobs', 'Money'],
    ['Payments', 'Cash', 'Bills', 'Who owes'],
  ],
  [
    'cashier',
    CASHIER,
    ['Today', 'Jobs', 'Customers', 'Money'],
    ['Today', 'Jobs', 'Money'],
    ['Payments', 'Cash', 'Bills', 'Who owes'],
  ],
  [
    'accountant',
    ACCOUNTANT,
    ['Jobs', 'Customers', 'Money', 'Reports'],
    ['Reports', 'Jobs', 'Money'],
    ['Payments', 'Bills', 'Who owes'],
  ],
  ['technician', TECHNICIAN, ['My work', 'Scan'], ['My work', 'Scan'], []],
  ['nobody yet', [] as Permission[], [], [], []],
] as const)('the places of the %s', (_, permissions, all, bar, money) => {
  const places = placesOf((permission) => (permissions as readonly Permission[]).includes(permission))
  expect(places.map(({ label }) => label)).toEqual(all)
  expect(inBar(places).map(({ label }) => label)).toEqual(bar)
  const pages = places.find(({ label }) => label === 'Money')?.pages ?? []
  expect(pages.map(({ label }) => label)).toEqual(money)
})

test('a place holds its pages and no other whose name begins as its own', () => {
  const [jobs, customers] = placesOf(
    (permission) => permission === 'jobs:read' || permission === 'customers:read',
  )
  if (!jobs || !customers) throw new Error('no places')
  expect(isAt(jobs, '/jobs/j1')).toBe(true)
  expect(isAt(jobs, '/jobsheet')).toBe(false)
  expect(isAt(customers, '/vehicles/v1')).toBe(true)
})
