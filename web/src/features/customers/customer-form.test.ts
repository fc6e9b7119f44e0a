import { expect, test } from 'vitest'
import { type CustomerText, changesOf, customerSchema, wayBack } from './customer-form'

const before: CustomerText = {
  name: 'Farhan Shaikh',
  phones: '+919820098200',
  email: '',
  legal_name: '',
  gst_number: '',
  line: '4 Hill Road',
  city: 'Pune',
  pin: '411001',
  state: '',
  notes: 'Calls in the evening',
}
const changes = (more: Partial<CustomerText>) => {
  const typed = { ...before, ...more }
  return changesOf(before, typed, customerSchema.parse(typed))
}

test('only what was typed otherwise is sent', () => {
  expect(changes({})).toEqual({})
  expect(changes({ name: 'Farhan Shaikh ' })).toEqual({})
  expect(changes({ name: 'Farhan S. Shaikh', notes: '' })).toEqual({ name: 'Farhan S. Shaikh', notes: null })
})

test('phones are one on a line, and empty lines are none', () => {
  expect(changes({ phones: '+919820098200\n\n 98200 11111 \n' })).toEqual({
    phones: ['+919820098200', '98200 11111'],
  })
})

test('an address goes whole, so that a part that was left alone is not lost', () => {
  expect(changes({ pin: '411002' })).toEqual({
    address: { line: '4 Hill Road', city: 'Pune', pin: '411002', state: null },
  })
})

test('the way back has what was changed as it was before, an address whole', () => {
  const sent = changes({ notes: '', city: 'Nashik' })
  expect(wayBack(sent, customerSchema.parse(before))).toEqual({
    notes: 'Calls in the evening',
    address: { line: '4 Hill Road', city: 'Pune', pin: '411001', state: null },
  })
})
