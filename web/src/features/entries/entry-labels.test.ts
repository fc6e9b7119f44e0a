import { expect, it } from 'vitest'
import { happened, sumOf } from './entry-labels'
import { readFigure } from './figures'

it('says what a change of a job means to the figure', () => {
  expect(happened({ kind: 'job_updated', amount: 500 }, 'revenue')).toBe('Estimate raised')
  expect(happened({ kind: 'job_updated', amount: -500 }, 'outstanding')).toBe('Estimate lowered')
  expect(happened({ kind: 'job_updated', amount: null }, 'on_time')).toBe('Completed on time')
})

it('reads a kind that it does not know as words', () => {
  expect(happened({ kind: 'loan_repaid', amount: 1 }, 'collected')).toBe('Loan repaid')
})

it('adds amounts exactly', () => {
  const rows = [0.1, 0.2, -0.3, 1.005].map((amount) => ({ amount, count: 1 }))
  expect(sumOf(rows, 3)).toEqual({ amount: 1.005, count: 4 })
})

it('shows revenue for a figure that there is not', () => {
  expect(readFigure('toString')).toBe('revenue')
  expect(readFigure('on_time')).toBe('on_time')
})
