import { expect, it } from 'vitest'
import { daysInWords, filterOf, readScope, writeScope } from './scope'

const TODAY = '2026-11-22'
const read = (text: string) => readScope(new URLSearchParams(text), TODAY, 'month')
const write = (text: string, before = '') =>
  writeScope(new URLSearchParams(before), read(text), 'month').toString()

it('is the usual period when the address says none', () => {
  expect(read('')).toEqual({ period: 'month', days: { from: '2026-11-01', to: TODAY }, managerId: '' })
  expect(readScope(new URLSearchParams(), TODAY, 'all').days).toEqual({})
})

it('takes any days, open at either end, and knows those that have a name', () => {
  expect(read('from=2026-10-05&to=2026-10-09')).toMatchObject({
    period: null,
    days: { from: '2026-10-05', to: '2026-10-09' },
  })
  expect(read('from=2026-10-05')).toMatchObject({ period: null, days: { from: '2026-10-05' } })
  expect(read('from=2026-11-16&to=2026-11-22').period).toBe('week')
})

it('leaves out what is no day, and turns days that stand the wrong way round', () => {
  expect(read('from=2026-02-30&to=yesterday').period).toBe('month')
  expect(read('from=2026-10-09&to=2026-10-05').days).toEqual({ from: '2026-10-05', to: '2026-10-09' })
})

it('writes only what differs from the usual, and keeps the rest of the address', () => {
  expect(write('')).toBe('')
  expect(write('period=week&manager_id=m1')).toBe('period=week&manager_id=m1')
  expect(write('from=2026-10-05', 'figure=revenue&period=all')).toBe('figure=revenue&from=2026-10-05')
})

it('asks the server for the days and the manager', () => {
  expect(filterOf(read('period=all'))).toEqual({})
  expect(filterOf(read('from=2026-10-05&manager_id=m1'))).toEqual({ from: '2026-10-05', manager_id: 'm1' })
})

it('names the days', () => {
  expect(daysInWords({ from: '2026-11-01', to: '2026-11-22' }, TODAY)).toBe('1 Nov to 22 Nov')
  expect(daysInWords({ from: TODAY, to: TODAY }, TODAY)).toBe('22 Nov')
  expect(daysInWords({ to: '2025-12-31' }, TODAY)).toBe('Until 31 Dec 2025')
  expect(daysInWords({}, TODAY)).toBe('Since the beginning')
})
