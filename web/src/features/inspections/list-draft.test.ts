import { expect, test } from 'vitest'
import { draftOf, emptyPoint, type ListDraft, moved, readList } from './list-draft'

const pads = { ...emptyPoint('pads'), title: ' Front pads ', unit: 'mm', now_below: '3', soon_below: '५' }
const list = (...points: ListDraft['groups'][number]['points']): ListDraft => ({
  name: ' Two-wheelers ',
  groups: [{ id: 'g', title: 'Brakes', points }],
})

test('a list is read as it is typed, in the digits of any script', () => {
  const point = {
    id: 'pads',
    title: 'Front pads',
    needs_photo: false,
    unit: 'mm',
    now_below: 3,
    soon_below: 5,
  }
  expect(readList(list(pads))).toEqual({
    body: { name: 'Two-wheelers', groups: [{ title: 'Brakes', points: [point] }] },
  })
})

test('what comes from the server goes back as it came', () => {
  const groups = [
    {
      title: 'All',
      points: [
        { id: 'horn', title: 'Horn', needs_photo: false },
        { id: 'front', title: 'Front', needs_photo: true },
        {
          id: 'tread',
          title: 'Tread',
          needs_photo: false,
          unit: 'mm' as const,
          now_below: 1.6,
          soon_below: 3,
        },
      ],
    },
  ]
  expect(readList(draftOf({ name: 'Mine', groups }))).toEqual({ body: { name: 'Mine', groups } })
})

test('a point without a unit has no limits, and a group without points is left out', () => {
  const draft = list({ ...pads, unit: '' })
  draft.groups.push({ id: 'empty', title: '', points: [] })
  expect(readList(draft)).toEqual({
    body: {
      name: 'Two-wheelers',
      groups: [{ title: 'Brakes', points: [{ id: 'pads', title: 'Front pads', needs_photo: false }] }],
    },
  })
})

test.each([
  [{ ...list(pads), name: ' ' }, 'Give the list a name.'],
  [list(), 'Add at least one point.'],
  [list({ ...pads, title: ' ' }), 'Give each point a title, or remove it.'],
  [list({ ...pads, soon_below: 'five' }), 'Front pads: “Soon, below” must be a number.'],
  [list({ ...pads, soon_below: '2' }), 'Front pads: the limits must rise from “Now, below” to “Now, above”.'],
])('what is wrong is said in a sentence', (draft, why) => {
  expect(readList(draft)).toEqual({ why })
})

test('one is moved up or down, and none beyond the ends', () => {
  expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b'])
  expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b'])
  expect(moved(['a', 'b'], 1, 1)).toEqual(['a', 'b'])
})
