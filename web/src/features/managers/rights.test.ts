import { expect, test } from 'vitest'
import { grantsOf } from './rights'

test('only what was ticked otherwise is granted or denied, and what was granted before stays', () => {
  const ticked = { 'jobs:read': true, 'jobs:create': false, 'documents:credit': true } as const
  const grants = grantsOf({ 'jobs:reopen': true }, ['jobs:read', 'jobs:create', 'jobs:reopen'], ticked)
  expect(grants).toEqual({ 'jobs:reopen': true, 'jobs:create': false, 'documents:credit': true })
})

test('a right that was granted can be taken back', () => {
  expect(grantsOf({ 'jobs:reopen': true }, ['jobs:reopen'], { 'jobs:reopen': false })).toEqual({
    'jobs:reopen': false,
  })
})
