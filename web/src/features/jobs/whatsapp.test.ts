import { describe, expect, it } from 'vitest'
import { whatsAppLink } from '@/domain/phone'
import { jobMessage, whatsAppToCustomer } from './whatsapp'

const formats = { money: (amount: number) => `₹${amount}`, dayTime: () => '28 Nov, 18:05' }
const job = {
  car_model: 'Honda City',
  customer_name: 'Priya Nair',
  estimated_amount: 5000,
  estimate_to_follow: false,
  number: 184,
  phone: '+919833054321',
  remaining_amount: 3800,
  status: 'completed',
  total_paid: 1200,
  vehicle_number: 'MH12AB1234',
} as const
const now = new Date('2026-11-28T12:35:00Z')
const said = (changes: Partial<Parameters<typeof jobMessage>[0]> = {}) =>
  jobMessage({ ...job, ...changes }, 'Sharma & Sons', formats, now)

describe('what the garage writes to a customer', () => {
  it('says which car, what is done and what is due, and when', () => {
    expect(said()).toBe(
      'Hello Priya Nair, this is Sharma & Sons about your Honda City MH12AB1234 (job 184). It is ready to be' +
        ' collected. Total ₹5000, paid ₹1200, balance ₹3800. As of 28 Nov, 18:05.',
    )
  })

  it('says that the estimate is to follow, and what was paid until then', () => {
    const none = { estimate_to_follow: true, estimated_amount: 0, remaining_amount: 0 }
    expect(said({ ...none, total_paid: 0 })).toMatch(/collected\. The estimate is to follow\.$/)
    expect(said({ ...none, total_paid: 500 })).toMatch(
      /We have received ₹500 in advance\. The estimate is to follow\.$/,
    )
  })

  it('asks for nothing when nothing is due, and states no total where there is none', () => {
    expect(said({ remaining_amount: 0, total_paid: 5000, status: 'delivered' })).toBe(
      'Hello Priya Nair, this is Sharma & Sons about your Honda City MH12AB1234 (job 184).' +
        ' Total ₹5000, paid in full. Thank you.',
    )
    const unpriced = { estimated_amount: 0, remaining_amount: 0, total_paid: 0, number: null }
    expect(said({ ...unpriced, status: 'pending' })).toBe(
      'Hello Priya Nair, this is Sharma & Sons about your Honda City MH12AB1234. We have taken it in.',
    )
  })

  it('opens a chat with the number of the customer and nobody else', () => {
    const link = new URL(whatsAppToCustomer(job, 'Sharma & Sons', formats, now) ?? '')
    expect([link.origin, link.pathname]).toEqual(['https://wa.me', '/919833054321'])
    expect(link.searchParams.get('text')).toBe(said())
    expect(whatsAppLink('+912225551234;ext=12')).toBe('https://wa.me/912225551234')
    expect(whatsAppLink('+912225551234 ext. 12')).toBe('https://wa.me/912225551234')
    expect(whatsAppLink('98330 54321')).toBeNull()
  })
})
