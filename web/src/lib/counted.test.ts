import { expect, test } from 'vitest'
import { counted } from './counted'

test('one thing is one', () => {
  expect([0, 1, 2].map((number) => counted(number, 'job'))).toEqual(['0 jobs', '1 job', '2 jobs'])
  expect(counted(1234, 'job', (number) => number.toLocaleString('en'))).toBe('1,234 jobs')
})
