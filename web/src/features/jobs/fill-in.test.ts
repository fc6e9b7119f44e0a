import { describe, expect, it } from 'vitest'
import type { Job } from '@/domain/jobs'
import { distinctVisits, fillIn } from './fill-in'

const visit = {
  id: 'v1',
  vehicle_number: 'MH12AB1234',
  customer_name: 'Raj Kumar',
  phone: '+919876543210',
  car_model: 'Honda City',
  address: null,
} as Job
const nothing = { vehicle_number: '', customer_name: '', phone: '', car_model: '', address: '' }

describe('filling in from an earlier visit', () => {
  it('fills what is empty and completes what was begun', () => {
    const typed = { ...nothing, vehicle_number: 'mh12 ab', customer_name: 'raj' }
    expect(fillIn(visit, typed, {}, true)).toEqual({
      values: {
        vehicle_number: 'MH12AB1234',
        customer_name: 'Raj Kumar',
        phone: '+91 98765 43210',
        car_model: 'Honda City',
      },
      kept: {},
    })
  })

  it('never overwrites what was typed, unless an earlier filling put it there', () => {
    const typed = { ...nothing, customer_name: 'Sunita', phone: '91111 11111' }
    expect(fillIn(visit, typed, {}, true).kept).toEqual({
      customer_name: 'Raj Kumar',
      phone: '+91 98765 43210',
    })
    expect(fillIn(visit, typed, { customer_name: 'Sunita' }, true).values.customer_name).toBe('Raj Kumar')
  })

  it('brings the customer alone to another car, and nothing that stands there already', () => {
    const typed = {
      ...nothing,
      vehicle_number: 'GJ01ZZ9999',
      phone: '098765 43210',
      customer_name: 'raj kumar',
    }
    expect(fillIn(visit, typed, {}, false)).toEqual({ values: {}, kept: {} })
  })

  it('offers each car of each customer once, the latest visit', () => {
    const later = { ...visit, id: 'v0', vehicle_number: 'MH 12 AB 1234' }
    expect(distinctVisits([later, visit]).map(({ id }) => id)).toEqual(['v0'])
  })
})
