import { describe, expect, it } from 'vitest'
import { photosTogether, tell } from './timeline-words'

const payment = {
  kind: 'payment' as const,
  id: 'p1',
  job_id: 'j',
  manager_id: 'm',
  amount: 500,
  payment_type: 'partial' as const,
  method: 'cash' as const,
  verdict: 'pending' as const,
  confirmed_by_owner: false,
  collected_by_manager_id: 'm',
  collected_by_name: 'Kavita',
  payment_date: '2026-11-21T08:00:00Z',
  confirmation_date: null,
  notes: null,
  reference: null,
  reject_reason: null,
  cancelled: false,
  receipt_number: null,
  disputed: false,
}
const entry = {
  id: 'e',
  kind: 'job_updated',
  actor_id: 'm',
  actor_name: 'Kavita',
  created_at: '2026-11-21T08:00:00Z',
  payment_id: null,
  note: null,
  changes: {},
  amount: null,
}
const words = { money: (amount: number) => `₹${amount}`, payments: [payment] }
const lines = (over: Partial<Parameters<typeof tell>[0]>) => tell({ ...entry, ...over }, words).lines

describe('the timeline', () => {
  it('tells the photos that somebody added one after the other together', () => {
    const photo = { ...entry, kind: 'photo_added', changes: { photo_kind: [null, 'intake'] } }
    const deleted = { ...photo, kind: 'photo_deleted' }
    const told = photosTogether([photo, photo, { ...photo, actor_id: 'another' }, deleted, deleted, photo])
    expect(told.map(({ entry: of, times }) => tell(of, words, times).lines)).toEqual([
      ['2 photos added'],
      ['Photo added'],
      ['Photo deleted'],
      ['Photo deleted'],
      ['Photo added'],
    ])
  })

  it('tells money by amount and method', () => {
    expect(lines({ kind: 'payment_recorded', payment_id: 'p1', amount: -500 })).toEqual([
      '₹500 cash recorded',
    ])
    expect(lines({ kind: 'payment_confirmed', payment_id: 'p1' })).toEqual(['₹500 cash confirmed'])
    expect(lines({ kind: 'payment_rejected', payment_id: 'p1', note: 'wrong amount', amount: 500 })).toEqual([
      '₹500 cash rejected: wrong amount',
    ])
  })

  it('tells what a payment did to the job, and survives a payment that is not listed', () => {
    const changes = { status: ['credit_pending', 'delivered'] }
    expect(lines({ kind: 'payment_recorded', payment_id: 'gone', amount: -20.5, changes })).toEqual([
      '₹20.5 recorded',
      'Credit paid off',
    ])
  })

  it('tells the estimate with its direction, before lesser changes', () => {
    expect(lines({ changes: { phone: ['+919876543210', '12'], estimated_amount: [4000, 5500] } })).toEqual([
      'Estimate raised from ₹4000 to ₹5500',
      'Phone changed from +91 98765 43210 to 12',
    ])
    expect(lines({ changes: { estimated_amount: [5500, 4000] } })).toEqual([
      'Estimate lowered from ₹5500 to ₹4000',
    ])
  })

  it('names moves as the workshop does', () => {
    expect(lines({ changes: { status: ['pending', 'in_progress'] } })).toEqual(['Work started'])
    expect(lines({ changes: { status: ['completed', 'in_progress'] } })).toEqual(['Work reopened'])
    expect(lines({ changes: { status: ['closed', 'delivered'] } })).toEqual(['Reopened as delivered'])
  })

  it('tells what was taken back by what had been done', () => {
    const undone = [false, true]
    expect(lines({ changes: { status: ['completed', 'pending'], undone } })).toEqual([
      'Taken back: work completed',
    ])
    expect(
      lines({ changes: { internal_notes: ['Old key', null], estimated_amount: [5500, 4000], undone } }),
    ).toEqual([
      'Taken back: estimate raised from ₹4000 to ₹5500',
      'Taken back: internal notes added: Old key',
    ])
  })

  it('tells what was written off, and never that it was paid', () => {
    const note = 'Moved away'
    const changes = { status: ['credit_pending', 'delivered'] }
    expect(lines({ kind: 'job_written_off', note, amount: -1250.5, changes })).toEqual([
      '₹1250.5 written off: Moved away',
    ])
  })

  it('tells papers by their number, and not what only machines compare', () => {
    const content_sha256 = [null, 'e2030bb9']
    expect(
      lines({
        kind: 'invoice_issued',
        note: 'INV/2627/00001',
        changes: {
          invoice_number: [null, 'INV/2627/00001'],
          content_sha256,
          estimated_amount: [4000.4, 4000],
        },
      }),
    ).toEqual(['Invoice INV/2627/00001 issued', 'Estimate lowered from ₹4000.4 to ₹4000'])
    expect(
      lines({
        kind: 'credit_note_issued',
        note: 'CN/2627/00001',
        changes: { invoice_number: ['INV/2627/00001', null], content_sha256 },
      }),
    ).toEqual(['Credit note CN/2627/00001 for invoice INV/2627/00001 issued'])
    expect(
      lines({ kind: 'receipt_issued', note: 'RV/2627/00001', payment_id: 'p1', changes: { content_sha256 } }),
    ).toEqual(['Receipt RV/2627/00001 issued for ₹500 cash'])
    expect(
      lines({
        kind: 'refund_voucher_issued',
        note: 'RF/2627/00001',
        payment_id: 'p1',
        changes: { content_sha256 },
      }),
    ).toEqual(['Refund voucher RF/2627/00001 issued for ₹500 cash'])
  })

  it('tells lines by how many there are, before what they did to the estimate', () => {
    const changes = { estimated_amount: [4000, 4877], items: [0, 3] }
    expect(lines({ changes })).toEqual(['3 items added', 'Estimate raised from ₹4000 to ₹4877'])
    expect(lines({ changes: { items: [3, 1] } })).toEqual(['Labour and parts changed: 1 item instead of 3'])
    expect(lines({ changes: { items: [3, 0] } })).toEqual([
      'Labour and parts removed, the estimate is one amount',
    ])
  })

  it('tells fields that came or went, notes of old records, and kinds it does not know', () => {
    expect(lines({ changes: { worker_assigned: [null, 'Ramu'], address: ['4 Hill Road', null] } })).toEqual([
      'Worker added: Ramu',
      'Address removed: 4 Hill Road',
    ])
    expect(lines({ note: 'Called the customer' })).toEqual(['Called the customer'])
    expect(lines({ kind: 'photo_added' })).toEqual(['Photo added'])
    expect(lines({ kind: 'customer_link_ended' })).toEqual(['Customer’s page closed'])
    const said = { how: [null, 'customer'], services: [null, {}], estimated_amount: [5000, 8200] }
    expect(lines({ kind: 'estimate_answered', changes: said })).toEqual([
      'The customer answered',
      'Estimate raised from ₹5000 to ₹8200',
    ])
    const found = { inspection: [null, 'Quick check'], good: [null, 9], soon: [null, 0], now: [null, 1] }
    expect(lines({ kind: 'inspection_finished', changes: found })).toEqual(['Quick check: 9 good, 1 now'])
    const print = { paper: [null, 'pro_forma'], prints: [2, 3], printed_amount: [null, 45_000] }
    expect(lines({ kind: 'paper_printed', note: '1042-3', changes: print })).toEqual([
      'Pro-forma 1042-3 of ₹45000 printed',
    ])
  })
})
