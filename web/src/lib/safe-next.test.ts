import { expect, test } from 'vitest'
import { safeNext } from './safe-next'

test('a log-in goes on to a page of the app and to nowhere else', () => {
  expect(safeNext('/jobs?status=pending')).toBe('/jobs?status=pending')
  for (const next of [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    'jobs',
    '',
    null,
  ])
    expect(safeNext(next)).toBeNull()
})
