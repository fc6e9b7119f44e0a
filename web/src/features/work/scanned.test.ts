import { expect, it } from 'vitest'
import type { Work } from './queries'
import { cardCode, typedWork } from './scanned'

it.each([
  ['https://garage.example/c/0pG6wMDQ1nKgCK8mY4rYGA', true],
  ['http://192.168.1.5:8000/c/7cqc-ga3ZGz1P7BoyYiflA/', true],
  ['upi://pay?pa=garage@upi&am=500', false],
  ['https://garage.example/g/pro-auto', false],
  ['K7WM-3QXA', false],
])('%s is the code of a job card: %s', (text, is) => {
  expect(cardCode(text) !== null).toBe(is)
})

it.each([
  ['mh 12-ab 1234', 'a'],
  ['एमएच १२ एबी १२३४', 'c'],
  ['602', 'b'],
  ['Job ६०२', 'b'],
  ['MH14XX0001', undefined],
  ['  ', undefined],
])('%s opens the car %s', (text, id) => {
  const works = [
    { id: 'a', vehicle_number: 'MH12AB1234', number: 601 },
    { id: 'b', vehicle_number: 'KA01ZZ0001', number: 602 },
    { id: 'c', vehicle_number: 'एमएच १२ एबी १२३४', number: null },
  ] as Work[]
  expect(typedWork(text, works)?.id).toBe(id)
})
