import { describe, expect, it } from 'vitest'
import { movesOf, moveWords } from './moves'

describe('the moves of a job', () => {
  it('puts the natural move first', () => {
    const allowed = ['pending', 'waiting_for_parts', 'completed'] as const
    expect(movesOf({ status: 'in_progress', remaining_amount: 100, allowed_statuses: allowed })).toEqual({
      next: 'completed',
      others: ['pending', 'waiting_for_parts'],
    })
  })

  it('calls delivery with money outstanding what it is, once', () => {
    const allowed = ['in_progress', 'delivered', 'credit_pending', 'closed'] as const
    expect(movesOf({ status: 'completed', remaining_amount: 1, allowed_statuses: allowed })).toEqual({
      next: 'credit_pending',
      others: ['in_progress', 'closed'],
    })
    expect(movesOf({ status: 'completed', remaining_amount: 0, allowed_statuses: allowed }).next).toBe(
      'delivered',
    )
  })

  it('offers nothing that the server does not allow', () => {
    expect(movesOf({ status: 'delivered', remaining_amount: 0, allowed_statuses: [] })).toEqual({
      next: null,
      others: [],
    })
  })

  it('has a word for going back', () => {
    expect(moveWords('completed', 'in_progress')).toBe('Reopen work')
    expect(moveWords('waiting_for_parts', 'in_progress')).toBe('Continue work')
    expect(moveWords('closed', 'delivered')).toBe('Reopen as delivered')
  })
})
