import { expect, it } from 'vitest'
import { fileNameOf } from './file-name'

it('prefers the name in the garage’s own script', () => {
  const given =
    'attachment; filename="revops--2026.xlsx"; filename*=UTF-8\'\'revops-%E0%A4%B0%E0%A4%BE%E0%A4%B5-2026.xlsx'
  expect(fileNameOf(given, 'x')).toBe('revops-राव-2026.xlsx')
})

it('takes the plain name, and one of its own without any', () => {
  expect(fileNameOf('attachment; filename="revops jobs.csv"', 'x')).toBe('revops jobs.csv')
  expect(fileNameOf('attachment; filename=revops.csv', 'x')).toBe('revops.csv')
  expect(fileNameOf('attachment; filename="a.csv"; filename*=UTF-8\'\'%E0%A4', 'x')).toBe('a.csv')
  expect(fileNameOf(null, 'revops.xlsx')).toBe('revops.xlsx')
})
