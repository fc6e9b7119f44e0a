import { describe, expect, it } from 'vitest'
import { allowedMoves, landing } from './allowed'

const OWNER = { move: true, reopen: true, closeOwing: true }
const MANAGER = { move: true, reopen: false, closeOwing: false }

describe('where a card may go', () => {
  it('nowhere for who only reads jobs', () => {
    const job = { status: 'pending' as const, remaining_amount: 0 }
    expect(allowedMoves(job, { ...MANAGER, move: false })).toEqual([])
  })

  it('closing with money outstanding is for the owner', () => {
    const job = { status: 'completed' as const, remaining_amount: 500 }
    expect(allowedMoves(job, MANAGER)).toEqual(['in_progress', 'delivered', 'credit_pending'])
    expect(allowedMoves(job, OWNER)).toContain('closed')
  })

  it('a paid job is closed by its manager, and reopened by the owner only', () => {
    expect(allowedMoves({ status: 'delivered', remaining_amount: 0 }, MANAGER)).toEqual(['closed'])
    expect(allowedMoves({ status: 'closed', remaining_amount: 0 }, MANAGER)).toEqual([])
    expect(allowedMoves({ status: 'closed', remaining_amount: 0 }, OWNER)).toContain('in_progress')
  })

  it('delivered with money outstanding lands on credit', () => {
    expect(landing('delivered', 0.5)).toBe('credit_pending')
    expect(landing('delivered', 0)).toBe('delivered')
  })
})
