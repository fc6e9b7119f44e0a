import { expect, test } from 'vitest'
import type { Schemas } from '@/api/client'
import type { Job } from '@/domain/jobs'
import { sourceOf, stillMeant } from './known'

const keeper = { customer_id: 'raj', name: 'Raj Kumar', phones: ['+919876543210'], since: '', until: null }
const vehicle = { id: 'car', vehicle_number: 'MH12AB1234', make: null, model: 'Honda City', keeper }
const customer = { id: 'raj', name: 'Raj Kumar', phones: ['+919876543210'], address: null }
const open_job = { id: 'job', number: 3001, status: 'pending', created_at: '2026-11-01T00:00:00Z' }
const nothing = { vehicle: null, customers: [], asks_keeper: false, open_job: null, quotations: [] }
const known = (more: object) => ({ ...nothing, ...more }) as unknown as Schemas['Known']
const typed = { vehicle_number: 'mh12 ab 1234', customer_name: '', phone: '98765 43210' }

test('what was said of another plate or phone than is typed by now is left out', () => {
  const quotations = [
    { id: 'by-plate', phone: '+919123456789', vehicle_number: 'MH12AB1234' },
    { id: 'by-phone', phone: '+919876543210', vehicle_number: '' },
  ]
  const all = known({ vehicle, customers: [customer], asks_keeper: true, open_job, quotations })
  expect(stillMeant(all, typed)).toEqual(all)
  expect(stillMeant(all, { ...typed, vehicle_number: 'MH12AB123', phone: '98765 43211' })).toEqual(nothing)
})

test('a known plate brings its keeper as the record has him, and where he lives from his last visit', () => {
  const visit = {
    id: 'visit',
    vehicle_number: 'MH 12 AB 1234',
    customer_name: 'R. Kumar',
    phone: '+919876543210',
    car_model: 'City',
    address: '4 Hill Road',
    created_at: '2026-10-01T00:00:00Z',
  } as Job
  const ofAnother = { ...visit, id: 'another', phone: '+919800000000' }
  expect(sourceOf(known({ vehicle }), [ofAnother, visit])).toEqual({
    ...visit,
    vehicle_number: 'MH12AB1234',
    customer_name: 'Raj Kumar',
    car_model: 'Honda City',
  })
  expect(sourceOf(known({ vehicle }), [ofAnother])).toMatchObject({
    id: 'car',
    address: null,
    created_at: null,
  })
})

test('nothing is filled in of a keeper who is not shown, nor of a phone that two have', () => {
  expect(sourceOf(known({ vehicle: { ...vehicle, keeper: { ...keeper, name: null } } }), [])).toBeNull()
  expect(sourceOf(known({ customers: [customer, { ...customer, id: 'wife' }] }), [])).toBeNull()
  expect(sourceOf(known({ customers: [customer] }), [])).toMatchObject({
    customer_name: 'Raj Kumar',
    phone: '',
  })
})
