import { expect, it } from 'vitest'
import type { Manager } from '@/domain/managers'
import { cashTone } from './cash-tone'

const manager = (cash_in_hand: number, job_count = 10) =>
  ({ cash_in_hand, job_count, total_revenue: 1000 * job_count }) as Manager

it('warns of cash worth several jobs, in any currency', () => {
  expect(cashTone(manager(4_900))).toBe('plain')
  expect(cashTone(manager(5_000))).toBe('waiting')
  expect(cashTone(manager(15_000))).toBe('risk')
  expect(cashTone(manager(500, 0))).toBe('plain')
})
