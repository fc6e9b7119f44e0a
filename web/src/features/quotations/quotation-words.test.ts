import { describe, expect, test } from 'vitest'
import { money } from '@/lib/money'
import type { Quotation } from './queries'
import { chatAbout, lastStep, quotationMessage, standing } from './quotation-words'

const ASKED: Quotation = {
  id: '0199f3b2-6f7e-7a31-8d3c-2f4b8a1c5e90',
  number: 12,
  manager_id: 'm',
  manager_name: 'Kavita',
  customer_name: 'Asha Rao',
  phone: '+919800000001',
  car_model: 'Swift',
  vehicle_number: '',
  work_description: 'Clutch',
  planned_completion_days: 2,
  estimated_amount: 8400,
  state: 'waiting',
  sent_at: null,
  answered_at: null,
  how: null,
  told: null,
  created_at: '2026-11-28T06:00:00Z',
  ends_at: '2026-12-28T06:00:00Z',
  is_open: true,
  version: 1,
}
const FORMATS = { day: (at: string) => at.slice(0, 10), money: (amount: number) => money(amount, 'INR') }

describe('an estimate before the car', () => {
  test.each<[Partial<Quotation>, string]>([
    [{}, 'Not sent yet'],
    [{ sent_at: '2026-11-28T07:00:00Z' }, 'Waiting for an answer'],
    [{ state: 'to_follow', estimated_amount: null }, 'Price to follow'],
    [{ state: 'approved' }, 'Approved, car to come'],
    [{ state: 'approved', is_open: false }, 'No longer valid'],
    [{ state: 'declined', is_open: false }, 'Declined'],
    [{ state: 'begun', is_open: false }, 'Job started'],
  ])('%j says where it stands', (said, label) => {
    expect(standing({ ...ASKED, ...said }).label).toBe(label)
  })

  test('says what happened last and until when it holds', () => {
    expect(lastStep(ASKED, FORMATS)).toBe('Made 2026-11-28, valid until 2026-12-28')
    const answered = {
      answered_at: '2026-11-29T07:00:00Z',
      how: 'told',
      told: 'phone',
      is_open: false,
    } as const
    expect(lastStep({ ...ASKED, ...answered }, FORMATS)).toBe('Answered 2026-11-29 told by phone')
  })

  test('is written to the customer with its price and its link, also without a plate', () => {
    const text = quotationMessage(ASKED, 'Pune Motors', 'https://x.test/c/abc', FORMATS)
    expect(text).toBe(
      'Hello Asha Rao, this is Pune Motors. Your estimate 12 for Swift: ₹8,400 in all. Please look at it and tell us yes or no here: https://x.test/c/abc',
    )
    expect(chatAbout(ASKED, 'Pune Motors', 'https://x.test/c/abc', FORMATS)).toBe(
      `https://wa.me/919800000001?text=${encodeURIComponent(text)}`,
    )
    expect(chatAbout({ ...ASKED, phone: '12345' }, 'Pune Motors', 'https://x.test', FORMATS)).toBeNull()
  })
})
