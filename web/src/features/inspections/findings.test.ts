import { expect, test } from 'vitest'
import type { Entry } from '@/outbox/outbox'
import {
  detailOf,
  findingsOf,
  foundBy,
  hasLimits,
  isProposed,
  isReading,
  limitWords,
  wantsPhoto,
  withUnsent,
} from './findings'
import type { InspectedPoint, Inspection } from './queries'

function point(id: string, more: Partial<InspectedPoint> = {}): InspectedPoint {
  return {
    id,
    title: id,
    unit: null,
    needs_photo: false,
    soon_below: null,
    now_below: null,
    soon_above: null,
    now_above: null,
    answer: null,
    measured: null,
    note: null,
    photo_ids: [],
    answered_at: null,
    answered_by_name: null,
    ...more,
  }
}

const PADS = point('pads', { unit: 'mm', now_below: 3, soon_below: 5 })
const PRESSURE = point('pressure', {
  unit: 'bar',
  now_below: 1.6,
  soon_below: 2,
  soon_above: 2.8,
  now_above: 3.2,
})

test('a measurement has the colour that the server gives it', () => {
  expect([2.9, 3, 4.99, 5].map((measured) => foundBy(PADS, measured))).toEqual([
    'now',
    'soon',
    'soon',
    'good',
  ])
  expect([1.5, 1.9, 2.4, 3, 3.3].map((measured) => foundBy(PRESSURE, measured))).toEqual([
    'now',
    'soon',
    'good',
    'soon',
    'now',
  ])
  expect(hasLimits(PADS)).toBe(true)
  expect(hasLimits(point('odometer', { unit: 'km' }))).toBe(false)
  expect([point('odometer', { unit: 'km' }), PADS, point('horn')].map(isReading)).toEqual([
    true,
    false,
    false,
  ])
  expect([PADS, PRESSURE, point('horn')].map(limitWords)).toEqual([
    '5 mm or more is good',
    '2 to 2.8 bar is good',
    null,
  ])
})

test('what is not sent yet is shown as if it were, and what cannot wait stands first', () => {
  const inspection = {
    id: 'i',
    groups: [{ title: 'All', points: [PADS, point('horn', { answer: 'soon' }), point('lights')] }],
    counts: { good: 0, soon: 1, now: 0, not_checked: 2 },
  } as unknown as Inspection
  const entry = (id: string, said: object) =>
    ({ about: { inspection: 'i', point: id }, body: JSON.stringify(said) }) as unknown as Entry
  const shown = withUnsent(inspection, [
    entry('pads', { answer: 'soon', measured: 4 }),
    entry('pads', { answer: 'now', measured: 2.5, note: 'Squeals' }),
    { ...entry('lights', { answer: 'good' }), about: { inspection: 'another', point: 'lights' } },
  ])
  expect(shown.counts).toEqual({ good: 0, soon: 1, now: 1, not_checked: 1 })
  expect(findingsOf(shown).map(({ id }) => id)).toEqual(['pads', 'horn'])
  expect(findingsOf(shown).map(detailOf)).toEqual(['2.5 mm, Squeals', ''])
  // It is finished as soon as that is kept, and not when it was refused.
  const finish = {
    ...entry('', {}),
    kind: 'finishing',
    about: { inspection: 'i' },
    addedAt: 0,
    refusal: null,
  }
  const at = (said: object) => withUnsent(inspection, [{ ...finish, ...said } as Entry]).finished_at
  expect(at({})).toBe('1970-01-01T00:00:00.000Z')
  expect(at({ refusal: { code: 'photo_missing' } })).toBeUndefined()
})

test('a photo belongs to what needs work, and to what is always photographed', () => {
  expect(wantsPhoto(point('horn', { answer: 'good' }))).toBe(false)
  expect(wantsPhoto(point('horn'))).toBe(false)
  expect(wantsPhoto(point('horn', { answer: 'soon' }))).toBe(true)
  expect(wantsPhoto(point('front', { needs_photo: true }))).toBe(true)
})

test('what was proposed is known by its title, or by a photo of it', () => {
  const worn = point('wipers', { photo_ids: ['a'] })
  expect(isProposed(worn, [{ title: 'Wiper blades', photo_ids: ['a'] }])).toBe(true)
  expect(isProposed(worn, [{ title: 'wipers', photo_ids: [] }])).toBe(true)
  expect(isProposed(worn, [{ title: 'Oil', photo_ids: ['b'] }])).toBe(false)
})
