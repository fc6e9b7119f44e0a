import { expect, test } from 'vitest'
import { changesOf, type VehicleText, vehicleSchema } from './vehicle-form'

const before: VehicleText = {
  vehicle_number: 'MH 12 AB 1234',
  make: 'Maruti',
  model: 'Swift',
  year: '2019',
  fuel: 'petrol',
  vin: '',
  colour: '',
  odometer_km: '',
  odometer_reason: '',
}
const changes = (more: Partial<VehicleText>) => {
  const typed = { ...before, ...more }
  return changesOf(before, typed, vehicleSchema.parse(typed))
}

test('only what was typed otherwise is sent, and an emptied field is none', () => {
  expect(changes({})).toEqual({})
  expect(changes({ colour: 'Red', year: '', fuel: '' })).toEqual({ colour: 'Red', year: null, fuel: null })
})

test('a reading is read as people write it, and only whole', () => {
  expect(changes({ odometer_km: '48,250' })).toEqual({ odometer_km: 48250 })
  expect(changes({ odometer_km: '४८२५०' })).toEqual({ odometer_km: 48250 })
  for (const odometer_km of ['48.5', '-3', 'many', '12345678'])
    expect(vehicleSchema.safeParse({ ...before, odometer_km }).success, odometer_km).toBe(false)
})
