import { expect, it } from 'vitest'
import { namedPeriods, nameOf } from './named-periods'

it('knows a period by its days', () => {
  expect(nameOf({ from: '2026-11-16', to: '2026-11-22' }, '2026-11-22')).toBe('week')
  expect(nameOf({ from: '', to: '' }, '2026-11-22')).toBe('any')
  expect(nameOf({ from: '2026-11-16', to: '' }, '2026-11-22')).toBeNull()
})

it('begins the month on its first day', () => {
  expect(namedPeriods('2026-11-22').find(({ name }) => name === 'month')).toMatchObject({
    from: '2026-11-01',
    to: '2026-11-22',
  })
})
