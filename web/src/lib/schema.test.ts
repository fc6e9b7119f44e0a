import { expect, test } from 'vitest'
import { required } from './schema'

test.each(['', '   ', '\u200b', '\u3164', '\u00ad', '\u2800', '\ufeff\u2060'])(
  '%j is nothing that can be seen',
  (text) => {
    const read = required('the name').safeParse(text)
    expect(read.error?.issues.map(({ message }) => message)).toEqual(['Enter the name.'])
  },
)

test.each(['Raj', '-', 'राज', 'علي', '李'])('%s can be seen', (text) => {
  expect(required('the name').safeParse(text).success).toBe(true)
})
