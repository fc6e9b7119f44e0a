import { expect, test } from 'vitest'
import { boxesOf, readBoxes } from './settings-boxes'

const SETTINGS = {
  least_amount: 100,
  discount_percent: 20,
  late_hours: 24,
  revisit_days: 30,
  plates_of_phone: 5,
  night_from: 23,
  night_to: 5,
  muted: [],
  discount_caps: { manager: 10, accountant: 5 },
}

test('what stands in the boxes is what is saved, and caps of other roles stay', () => {
  const boxes = { ...boxesOf(SETTINGS), least_amount: '1,500', cap_manager: '', cap_cashier: '15' }
  const read = readBoxes(boxes, 2, SETTINGS)
  expect(read).toEqual({
    body: {
      least_amount: 1500,
      discount_percent: 20,
      late_hours: 24,
      revisit_days: 30,
      plates_of_phone: 5,
      night_from: 23,
      night_to: 5,
      discount_caps: { accountant: 5, cashier: 15 },
    },
  })
})

test.each([
  [{ late_hours: '2.5' }, 'Write 2.5 as a whole number.'],
  [{ late_hours: '' }, 'Write what is empty as a whole number.'],
  [{ cap_manager: '101' }, 'A cap is a whole number up to 100.'],
])('what cannot be read is said: %o', (typed, why) => {
  expect(readBoxes({ ...boxesOf(SETTINGS), ...typed }, 2, SETTINGS)).toEqual({ why })
})
