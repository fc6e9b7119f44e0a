import { expect, it } from 'vitest'
import { actAs } from './acting'
import { addressOf, type Schemas } from './client'

const SOURCES = import.meta.glob<string>('/src/**/*.{ts,tsx}', {
  query: '?raw',
  import: 'default',
  eager: true,
})

it('says of which garage it is', () => {
  expect(addressOf('/api/documents/job-card/1')).toBe('/api/documents/job-card/1')
  actAs({ workshop_id: 'rao' } as Schemas['UserOut'])
  expect(addressOf('/api/documents/job-card/1')).toBe('/api/documents/job-card/1?workshop=rao')
  expect(addressOf('/api/documents/receipt/1?format=thermal')).toMatch(/thermal&workshop=rao$/)
  actAs(null)
})

it('is what everything uses that the client does not ask for', () => {
  const own = Object.entries(SOURCES).filter(
    ([name]) => !/test\.tsx?$|api\/(schema\.gen|client)\.ts$/.test(name),
  )
  expect(own.length).toBeGreaterThan(200)
  // An address that is put together, or stands in a tag. An entry of the outbox names its garage when it is sent.
  const bare = own.filter(([, text]) =>
    /(?<!addressOf\(\s*|path: )`\/api\/|(href|src|fetch\()=?{?\s*["']\/api\//.test(text),
  )
  expect(bare.map(([name]) => name)).toEqual([])
})
